import { EKS_ANNOTATIONS } from '@backstage-irsa/core/model';
import {
  type ApprovalHost,
  specFor,
  startApprovalHost,
} from '../__testUtils__/approvals/host';
import {
  ADA,
  BUCKET,
  PLAT,
  PROD,
  SEC,
} from '../__testUtils__/approvals/people';
import { coreOf } from '../__testUtils__/coreOf';
import { addPolicy } from '../__testUtils__/iam/objects';

const ADMIN = 'arn:aws:iam::aws:policy/AdministratorAccess';
const TABLES = 'arn:aws:iam::aws:policy/AmazonDynamoDBFullAccess';
const DENY = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Action: '*', Resource: '*' }],
};
const READ = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: 's3:GetObject', Resource: '*' }],
};
/** The approvals that AdministratorAccess needs: it can include any grant, and is a high risk. */
const BOTH = ['secrets', 'admin-rights'];

describe('approvals for an existing role', () => {
  let desk: ApprovalHost;
  const SHARED = { roleName: 'shared', managedPolicyArns: [ADMIN] };
  /** Returns a spec that requests only the same role. */
  const joining = (name: string, change: object = {}) =>
    specFor(name, [], { roleName: 'shared', ...change });

  const account = () => desk.host.sandbox.world.accounts.get(PROD)!;
  const roleOf = (name: string) => account().roles.get(name)!;
  /** Returns the rules that require approvals for a spec. */
  const neededFor = async (spec: object): Promise<string[]> => {
    const { status, body } = await desk.apply(spec);
    return status === 200
      ? []
      : body.error.approvals.map(({ rule }: { rule: string }) => rule);
  };
  const approve = async (spec: object) => {
    const { body } = await desk.apply(spec);
    for (const { id, rule } of body.error?.approvals ?? []) {
      await desk.decide(id, rule === 'secrets' ? SEC : PLAT);
    }
  };
  const approvedAndMade = async (spec: object) => {
    await approve(spec);
    return desk.made(spec);
  };

  beforeAll(async () => {
    desk = await startApprovalHost([
      ...['first', 'second', 'pods', 'back', 'plain', 'guest', 'late'],
      ...[
        'own',
        'denied',
        'version',
        'session',
        'tagged',
        'untagged',
        'reports',
      ],
    ]);
    await approvedAndMade(specFor('first', [], SHARED));
  });
  afterAll(() => desk?.stop());

  it('are required for a ServiceAccount that its trust policy would admit', async () => {
    const { body: plan } = await desk.api('post', '/plans', ADA, {
      spec: joining('second'),
    });
    expect(plan.approvals.map(({ rule }: { rule: string }) => rule)).toEqual(
      BOTH,
    );
    const { trustPolicy } = roleOf('shared');
    expect(await neededFor(joining('second'))).toEqual(BOTH);
    expect(roleOf('shared').trustPolicy).toBe(trustPolicy);
    await approvedAndMade(joining('second'));
    expect(roleOf('shared').trustPolicy).toContain('production:second');
  });

  it('are required for a ServiceAccount that an association would connect to it, in another namespace', async () => {
    const spec = joining('pods', {
      ...{ namespace: 'payments', mechanism: 'pod-identity' },
    });
    expect(await neededFor(spec)).toEqual(BOTH);
  });

  it('are required for a ServiceAccount that an annotation would connect to it, and again when it comes back', async () => {
    const spec = joining('back');
    const { id } = await approvedAndMade(spec);
    const core = coreOf(desk.host.kubeconfig);
    const place = { namespace: 'production', name: 'back' };
    const body = await core.readNamespacedServiceAccount(place);
    delete body.metadata!.annotations![EKS_ANNOTATIONS.roleArn];
    await core.replaceNamespacedServiceAccount({ ...place, body });
    expect(await neededFor(spec)).toEqual(BOTH);
    await desk.api('delete', `/service-accounts/${id}`, ADA);
    expect(await neededFor(spec)).toEqual(BOTH);
  });

  it('cover what others attached to the role, and lapse when that changes', async () => {
    const plain = { roleName: 'plain' };
    await desk.made(specFor('plain', [BUCKET], plain));
    // A grant that no rule covers needs no approval.
    await desk.made(specFor('guest', [BUCKET], plain));
    const { attachedPolicyArns } = roleOf('plain');
    attachedPolicyArns.push(TABLES);
    const late = specFor('late', [BUCKET], plain);
    expect(await neededFor(late)).toEqual(['secrets']);
    await approve(late);
    attachedPolicyArns.push(ADMIN);
    expect(await neededFor(late)).toEqual(BOTH);
  });

  it('lapse when a policy that the plan attaches changes', async () => {
    const { arn, versions } = addPolicy(account(), {
      ...{ name: 'reports', path: '/teams/', tags: [], versions: 1 },
    });
    const spec = specFor('reports', [], { managedPolicyArns: [arn] });
    expect(await neededFor(spec)).toEqual(['secrets']);
    await approve(spec);
    versions[0].document = JSON.stringify(READ);
    expect(await neededFor(spec)).toEqual(['secrets']);
    await approvedAndMade(spec);
  });

  it('are not required to remove something from a ServiceAccount that already has the role', async () => {
    await approvedAndMade(
      specFor('own', [BUCKET], { managedPolicyArns: [ADMIN] }),
    );
    expect(await neededFor(specFor('own', [BUCKET]))).toEqual([]);
  });

  it('are required for a plan that removes a document that denies', async () => {
    const managedPolicyArns = [ADMIN];
    const spec = specFor('denied', [], { managedPolicyArns });
    await approvedAndMade({ ...spec, policyDocument: DENY });
    expect(await neededFor(spec)).toEqual(BOTH);
    expect(await neededFor({ ...spec, managedPolicyArns: [] })).toEqual([]);
  });

  it('are required for a plan that removes a policy with a version that denies', async () => {
    const spec = specFor('version', [BUCKET]);
    const { roleArn } = await desk.made(spec);
    const role = roleOf(roleArn.split('/').pop()!);
    const policy = account().policies.get(role.attachedPolicyArns[0])!;
    policy.versions[0].document = JSON.stringify(DENY);
    role.attachedPolicyArns.push(ADMIN);
    expect(await neededFor({ ...spec, grants: [] })).toEqual(['admin-rights']);
  });

  it('are required for a plan that changes role tags on which policies may depend', async () => {
    const spec = specFor('tagged', [], { managedPolicyArns: [ADMIN] });
    const { roleArn } = await approvedAndMade({
      ...spec,
      tags: { team: 'orders' },
    });
    for (const tags of [{ team: 'payments' }, { team: 'orders', a: 'b' }, {}]) {
      expect(await neededFor({ ...spec, tags })).toEqual(BOTH);
    }
    // Restoring Backstage's own tags needs no approval.
    const role = roleOf(roleArn.split('/').pop()!);
    const ofBackstage = 'backstage-irsa.dev/entity';
    role.tags = role.tags.filter(({ key }) => key !== ofBackstage);
    expect(await neededFor({ ...spec, tags: { team: 'orders' } })).toEqual([]);
    expect(role.tags.map(({ key }) => key)).toContain(ofBackstage);
    // A role that no rule covers needs no approval.
    await desk.made(specFor('untagged', [BUCKET]));
    expect(
      await neededFor(specFor('untagged', [BUCKET], { tags: { a: 'b' } })),
    ).toEqual([]);
  });

  it('are required for a plan that removes the session policy of an association', async () => {
    const spec = specFor('session', [], {
      ...{ mechanism: 'pod-identity', managedPolicyArns: [ADMIN] },
    });
    await approvedAndMade({ ...spec, sessionPolicyDocument: READ });
    expect(await neededFor(spec)).toEqual(BOTH);
    const wider = { ...READ.Statement[0], Action: '*' };
    expect(
      await neededFor({
        ...spec,
        sessionPolicyDocument: { ...READ, Statement: [wider] },
      }),
    ).toEqual(BOTH);
  });
});
