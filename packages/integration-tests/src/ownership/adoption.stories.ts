import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { coreOf } from '../__testUtils__/coreOf';
import { startFleetHost } from '../__testUtils__/inventory/host';
import { componentOf, specOf } from '../__testUtils__/core';
import { ADOPT_KEY, consentOf } from '@backstage-irsa/core/planning';

const ACCOUNT = '111122223333';
const OTHERS = 'group:default/others';
const ADMINISTRATORS = 'group:default/platform';
const LAMBDA = {
  Effect: 'Allow',
  Principal: { Service: 'lambda.amazonaws.com' },
  Action: 'sts:AssumeRole',
};
const NOBODY = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Action: 'sts:AssumeRole',
};
/** A policy that breaks guardrails. Their messages name its content. */
const PAYROLL = JSON.stringify({
  Version: '2012-10-17',
  Statement: [
    {
      ...{ Sid: 'PayrollAdministration', Effect: 'Allow' },
      ...{ Action: ['iam:*', 's3:*'], Resource: '*' },
    },
  ],
});
const hours = (count: number) => new Date(Date.now() + count * 3_600_000);

describe('adopting existing resources', () => {
  let host: Awaited<ReturnType<typeof startFleetHost>>;
  let groups: string[];
  const spec = (change: Partial<IamServiceAccountSpec> = {}) =>
    specOf({ name: 'taker', adopt: true, ...change });
  const consent = (change: Partial<IamServiceAccountSpec> = {}, hour = 24) => ({
    key: ADOPT_KEY,
    value: consentOf(spec(change), hours(hour)),
  });

  beforeAll(async () => {
    groups = ['group:default/team', OTHERS];
    host = await startFleetHost(
      {},
      {
        groups,
        entities: () => [
          componentOf('uploads', 'group:default/team'),
          componentOf('theirs', OTHERS),
        ],
        irsa: {
          administrators: [ADMINISTRATORS],
          guardrails: {
            reserved: { roles: ['arn:aws:iam::*:role/platform/*'] },
            deniedActions: ['iam:Create*'],
          },
          namespaceRules: [
            namespaceRule(['group:default/team']),
            namespaceRule([OTHERS], {
              namespaces: ['evil'],
              resources: ['arn:aws:s3:::theirs-*'],
            }),
          ],
        },
      },
    );
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(ACCOUNT)!;
  const core = () => coreOf(host.kubeconfig);
  /** Adds a role that a person created outside the plugin's path. */
  const byHand = (
    name: string,
    tags: { key: string; value: string }[],
    statements: object[] = [NOBODY],
  ) => {
    const [model] = account().roles.values();
    const role = {
      ...model,
      id: `AROA${name.toUpperCase().replace(/\W/g, '')}`.padEnd(21, 'X'),
      name,
      path: '/',
      arn: `arn:aws:iam::${ACCOUNT}:role/${name}`,
      trustPolicy: JSON.stringify({
        Version: '2012-10-17',
        Statement: statements,
      }),
      attachedPolicyArns: [] as string[],
      inlinePolicies: new Map<string, string>(),
      permissionsBoundaryArn: undefined,
      tags,
    };
    account().roles.set(name, role);
    return role;
  };
  const tagOf = (
    role: { tags: { key: string; value: string }[] },
    key: string,
  ) => role.tags.find(tag => tag.key === `backstage-irsa.dev/${key}`)?.value;
  const rulesOf = async (asked: object) => {
    const { body } = await host.post('/plans', { spec: asked });
    return body.violations.map(({ rule }: { rule: string }) => rule);
  };
  const THEIR_SPEC = {
    name: 'thief',
    namespace: 'evil',
    entityRef: 'component:default/theirs',
    owner: OTHERS,
    grants: [],
  };

  it.each<
    [
      string,
      Partial<IamServiceAccountSpec>,
      { key: string; value: string }[],
      string,
    ]
  >([
    ['nobody asks', { adopt: false }, [consent()], 'not-managed-by-backstage'],
    ['no administrator consents', {}, [], 'adoption-consent'],
    [
      'the consent is the word of before',
      {},
      [{ key: ADOPT_KEY, value: 'allowed' }],
      'adoption-consent',
    ],
    [
      'the consent names another ServiceAccount',
      {},
      [consent({ name: 'other' })],
      'adoption-consent',
    ],
    [
      'the consent names another namespace',
      {},
      [consent({ namespace: 'evil' })],
      'adoption-consent',
    ],
    ['the consent is over', {}, [consent({}, -1)], 'adoption-consent'],
    ['the consent lasts too long', {}, [consent({}, 200)], 'adoption-consent'],
    [
      'the consent has another key',
      {},
      [{ ...consent(), key: ADOPT_KEY.toUpperCase() }],
      'adoption-consent',
    ],
    [
      'another tool manages it',
      {},
      [consent(), { key: 'ManagedBy', value: 'Terraform' }],
      'managed-by-other-tool',
    ],
    [
      'CloudFormation manages it',
      {},
      [consent(), { key: 'aws:cloudformation:stack-name', value: 's' }],
      'managed-by-other-tool',
    ],
    [
      'another owner is on its tag',
      {},
      [consent(), { key: 'backstage-irsa.dev/owner', value: OTHERS }],
      'other-owner',
    ],
  ])('leaves a role unchanged when %s', async (title, change, tags, rule) => {
    const name = `hand-${title.toLowerCase().replace(/\W/g, '-')}`;
    const role = byHand(name, tags);
    role.inlinePolicies.set('payroll', PAYROLL);
    const before = JSON.stringify(role);
    const asked = spec({ roleName: name, ...change });
    const { body: planned } = await host.post('/plans', { spec: asked });
    // The plan does not reveal the role's permissions and trust policy either.
    expect(planned).toEqual({
      steps: [],
      violations: [expect.objectContaining({ rule })],
    });
    const { status, text } = await host.put(asked);
    expect([status, text]).toEqual([
      400,
      expect.not.stringMatching(/payroll/i),
    ]);
    expect(JSON.stringify(role)).toBe(before);
  });

  it.each<[string, (role: ReturnType<typeof byHand>) => void, string]>([
    [
      'trusts somebody else',
      role => {
        role.trustPolicy = JSON.stringify({
          Version: '2012-10-17',
          Statement: [LAMBDA],
        });
      },
      'adoption-trust-policy',
    ],
    [
      'may reach what the owner may not',
      role => {
        role.attachedPolicyArns.push(
          'arn:aws:iam::aws:policy/AdministratorAccess',
        );
      },
      'resource-owner',
    ],
    [
      'has an inline policy beyond what the owner may grant',
      role => {
        role.inlinePolicies.set(
          'everything',
          JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', Action: 's3:*', Resource: '*' },
          }),
        );
      },
      'resource-owner',
    ],
    [
      'is reserved by its path',
      role => {
        role.path = '/platform/';
        role.arn = role.arn.replace(':role/', ':role/platform/');
      },
      'reserved-role',
    ],
    [
      'has a policy that nobody can read',
      role => {
        role.inlinePolicies.set('broken', '{');
      },
      'adoption-policies',
    ],
  ])('refuses a role that %s', async (title, change, rule) => {
    const name = `powerful-${title.replace(/\W/g, '-').slice(0, 20)}`;
    const role = byHand(name, [consent({ ...THEIR_SPEC })]);
    change(role);
    const before = JSON.stringify(role);
    const asked = spec({ ...THEIR_SPEC, roleName: name });
    expect(await rulesOf(asked)).toContain(rule);
    expect((await host.put(asked)).status).toBe(400);
    expect(JSON.stringify(role)).toBe(before);
  });

  describe('an adopted role', () => {
    let role: ReturnType<typeof byHand>;
    let id: string;
    const asked = () => spec({ name: 'ledger', roleName: 'ledger-role' });

    beforeAll(async () => {
      role = byHand('ledger-role', [consent({ name: 'ledger' })]);
      const { status, body } = await host.put(asked());
      if (status !== 200) throw new Error(body.error.message);
      id = body.serviceAccount.id;
    });

    it('has the tags of Backstage, and its consent is used up', () => {
      expect(tagOf(role, 'adopted')).toBe(id);
      expect(tagOf(role, 'owner')).toBe('group:default/team');
      expect(tagOf(role, 'adopt')).toBeUndefined();
    });

    it('remains managed by Backstage, with or without adopt', async () => {
      for (const again of [asked(), { ...asked(), adopt: undefined }]) {
        const { body } = await host.post('/plans', { spec: again });
        expect(body.violations).toEqual([]);
        expect(
          body.steps.filter(
            ({ action }: { action: string }) => action !== 'none',
          ),
        ).toEqual([]);
      }
    });

    it.each<[string, Partial<IamServiceAccountSpec>]>([
      ['by its name', {}],
      ['by its name and path', { rolePath: '/irsa/x/' }],
      ['by EKS Pod Identity', { mechanism: 'pod-identity' }],
      ['without grants', { grants: [] }],
      ['without adopt', { adopt: undefined }],
      ['with the root path', { rolePath: '/' }],
    ])('is not given to another owner %s', async (_, change) => {
      const theirs = spec({
        ...THEIR_SPEC,
        roleName: 'ledger-role',
        ...change,
      });
      // Refused even with their own consent, which an administrator gave by mistake.
      role.tags.push({ key: ADOPT_KEY, value: consentOf(theirs, hours(1)) });
      const before = JSON.stringify(role);
      expect((await host.put(theirs)).status).toBe(400);
      expect(await rulesOf(theirs)).not.toEqual([]);
      expect(JSON.stringify(role)).toBe(before);
      role.tags.pop();
    });

    it('keeps the path of its policy, which IAM cannot move', async () => {
      const moved = { ...asked(), rolePath: '/irsa/moved/' };
      expect(await rulesOf(moved)).toEqual(['role-path-moved']);
      expect((await host.put(moved)).status).toBe(400);
      expect(await rulesOf({ ...moved, grants: [] })).toEqual([]);
    });

    it('is not given to another owner through their rendering or delivery', async () => {
      const theirs = spec({ ...THEIR_SPEC, roleName: 'ledger-role' });
      const rendering = await host.post('/renderings', {
        spec: { ...theirs, adopt: undefined },
        format: 'terraform',
      });
      expect(rendering.body.files ?? []).toEqual([]);
      expect(
        (await host.post('/deliveries', { spec: theirs, format: 'terraform' }))
          .status,
      ).toBe(400);
    });

    it('is released without being deleted, and its old consent is not valid again', async () => {
      expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
      expect(account().roles.get('ledger-role')).toBe(role);
      const used = consent({ name: 'ledger' });
      const again = byHand('once', [used]);
      const first = spec({ name: 'ledger', roleName: 'once' });
      expect((await host.put(first)).status).toBe(200);
      const { body } = await host.get('/service-accounts?namespace=production');
      const { id: second } = body.items.find(
        ({ name }: { name: string }) => name === 'ledger',
      );
      expect((await host.delete(`/service-accounts/${second}`)).status).toBe(
        200,
      );
      // As Terraform would when it applies its own state again.
      again.tags.push(used);
      expect(await rulesOf(first)).toContain('adoption-consent');
    });
  });

  it('restores a role to its state before the adoption, once its last ServiceAccount is deleted', async () => {
    const theirs = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const role = byHand('round-trip', [{ key: 'cost', value: '1' }]);
    role.attachedPolicyArns.push(theirs);
    const before = JSON.stringify({ ...role, inlinePolicies: undefined });
    const ids: string[] = [];
    const asked = (name: string) =>
      spec({
        name,
        roleName: 'round-trip',
        tags: { team: 'a' },
        policyDocument: {
          Version: '2012-10-17',
          Statement: {
            Effect: 'Allow',
            Action: 's3:GetObject',
            Resource: 'arn:aws:s3:::my-app-uploads/*',
          },
        },
      });
    for (const name of ['first', 'second']) {
      role.tags.push(consent({ name }));
      const { status, body } = await host.put(asked(name));
      expect({ status, error: body.error }).toEqual({ status: 200 });
      ids.push(body.serviceAccount.id);
    }
    expect(role.attachedPolicyArns).toHaveLength(2);
    expect(role.inlinePolicies.size).toBe(1);
    const policyArn = role.attachedPolicyArns[1];

    expect((await host.delete(`/service-accounts/${ids[0]}`)).status).toBe(200);
    // The other ServiceAccount keeps what both requested.
    expect(role.attachedPolicyArns).toEqual([theirs, policyArn]);
    expect(role.inlinePolicies.size).toBe(1);
    expect(tagOf(role, 'adopted')).toBe(ids[0]);
    const { body: planned } = await host.post('/plans', {
      spec: asked('second'),
    });
    expect(planned.violations).toEqual([]);

    expect((await host.delete(`/service-accounts/${ids[1]}`)).status).toBe(200);
    expect(JSON.stringify({ ...role, inlinePolicies: undefined })).toBe(before);
    expect(role.inlinePolicies.size).toBe(0);
    expect(account().policies.has(policyArn)).toBe(false);
  });

  it('keeps objects that others created in place of those of Backstage, and that were adopted then', async () => {
    const name = 'replaced';
    const asked = specOf({ name, mechanism: 'pod-identity' });
    const { body } = await host.put(asked);
    const { id, roleArn } = body.serviceAccount;
    const roleName = roleArn.split('/').pop();
    const { podIdentityAssociations } =
      host.sandbox.world.clusters.get('prod-eu')!;
    const [associationId, association] = [...podIdentityAssociations].find(
      ([, { serviceAccount }]) => serviceAccount === name,
    )!;
    const role = byHand(roleName, [consent({ name })]);
    Object.assign(role, { path: '/irsa/', arn: roleArn });
    podIdentityAssociations.set(associationId, {
      ...association,
      tags: { [ADOPT_KEY]: consent({ name }).value },
    });
    const { status, body: adopted } = await host.put({ ...asked, adopt: true });
    expect({ status, error: adopted.error }).toEqual({ status: 200 });
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(account().roles.get(roleName)).toBe(role);
    expect(podIdentityAssociations.has(associationId)).toBe(true);
  });

  it('keeps the policies of a role that a person created in place of one of Backstage, even if that one had them too', async () => {
    const name = 'rebuilt';
    const readOnly = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
    const asked = specOf({ name, grants: [] });
    const first = { ...asked, managedPolicyArns: [readOnly] };
    const { body } = await host.put(first);
    const { id, roleArn } = body.serviceAccount;
    const role = byHand(roleArn.split('/').pop(), [consent({ name })]);
    Object.assign(role, { path: '/irsa/', arn: roleArn });
    role.attachedPolicyArns.push(readOnly);
    const { status, body: adopted } = await host.put({ ...asked, adopt: true });
    expect({ status, error: adopted.error }).toEqual({ status: 200 });
    expect(role.attachedPolicyArns).toEqual([readOnly]);
    expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    expect(role.attachedPolicyArns).toEqual([readOnly]);
  });

  it('keeps a role that a person created in place of a shared one of Backstage', async () => {
    const roleName = 'shared-before';
    const [first, second] = ['one', 'two'].map(name =>
      specOf({ name, roleName, grants: [] }),
    );
    const ids: string[] = [];
    for (const asked of [first, second]) {
      const { status, body } = await host.put(asked);
      expect({ status, error: body.error }).toEqual({ status: 200 });
      ids.push(body.serviceAccount.id);
    }
    const { arn, path } = account().roles.get(roleName)!;
    const role = byHand(roleName, [consent({ name: 'one', roleName })]);
    Object.assign(role, { path, arn });
    const { status, body } = await host.put({ ...first, adopt: true });
    expect({ status, error: body.error }).toEqual({ status: 200 });
    for (const id of ids) {
      expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    }
    expect(account().roles.get(roleName)).toBe(role);
  });

  it('does not overwrite an inline policy of a role that a person created in place of one of Backstage', async () => {
    const name = 'rewritten';
    const documentFor = (bucket: string) => ({
      Version: '2012-10-17',
      Statement: {
        Effect: 'Allow',
        Action: 's3:GetObject',
        Resource: `arn:aws:s3:::${bucket}/*`,
      },
    });
    const asked = specOf({ name, policyDocument: documentFor('my-app') });
    const { body } = await host.put(asked);
    const { roleArn } = body.serviceAccount;
    const roleName = roleArn.split('/').pop();
    const role = byHand(roleName, [consent({ name })]);
    Object.assign(role, { path: '/irsa/', arn: roleArn });
    const theirs = JSON.stringify(documentFor('theirs'));
    role.inlinePolicies.set(roleName, theirs);
    expect(await rulesOf({ ...asked, adopt: true })).toEqual([
      'inline-policy-exists',
    ]);
    expect((await host.put({ ...asked, adopt: true })).status).toBe(400);
    expect(role.inlinePolicies.get(roleName)).toBe(theirs);
  });

  it('leaves a trust policy that admits nobody on a role that trusted only its ServiceAccount', async () => {
    const role = byHand('alone', [consent({ name: 'alone' })]);
    const { body } = await host.put(spec({ name: 'alone', roleName: 'alone' }));
    const { Statement } = JSON.parse(role.trustPolicy);
    role.trustPolicy = JSON.stringify({
      Version: '2012-10-17',
      Statement: Statement.filter(({ Sid }: { Sid?: string }) => Sid),
    });
    const { status } = await host.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    expect(status).toBe(200);
    expect(JSON.parse(role.trustPolicy).Statement).toEqual([
      { Sid: 'BackstageIrsaNobody', ...NOBODY },
    ]);
  });

  it('gives a role with several simultaneous requests to the ServiceAccount that the consent names', async () => {
    const role = byHand('raced', [consent({ name: 'racer' })]);
    const racer = spec({ name: 'racer', roleName: 'raced' });
    const thief = spec({ ...THEIR_SPEC, roleName: 'raced' });
    const answers = await Promise.all(
      [
        racer,
        thief,
        { ...thief, name: 'second', rolePath: '/irsa/x/' },
        { ...thief, name: 'third', roleName: 'RACED' },
        racer,
      ].map(asked => host.put(asked)),
    );
    expect(answers.map(({ status }) => status)).toEqual([
      200, 400, 400, 400, 200,
    ]);
    expect(role.trustPolicy).not.toContain('evil');
    expect(tagOf(role, 'owner')).toBe('group:default/team');
    const records = await host
      .knex('managed_objects')
      .where({ object: role.arn })
      .pluck('service_account_id');
    expect(records).toEqual([answers[0].body.serviceAccount.id]);
  });

  describe('a role without its record', () => {
    const name = 'restored';
    const asked = () => specOf({ name, adopt: true });
    beforeAll(async () => {
      const { status, body } = await host.put(specOf({ name }));
      if (status !== 200) throw new Error(body.error.message);
      const { knex } = host;
      // Simulates a restored older database, without these records.
      await knex('service_accounts').where({ name }).delete();
      await knex('managed_objects')
        .where({ service_account_id: body.serviceAccount.id })
        .delete();
    });

    it('cannot be recovered by its owner', async () => {
      expect(await rulesOf(asked())).toContain('not-managed-by-backstage');
      expect((await host.put(asked())).status).toBe(400);
    });

    it('can be recovered by an administrator, for the owner in its tags', async () => {
      groups.push(ADMINISTRATORS);
      const { status, body } = await host.put(asked());
      groups.pop();
      expect(status).toBe(200);
      expect(body.serviceAccount.owner).toBe('group:default/team');
      const { status: deleted } = await host.delete(
        `/service-accounts/${body.serviceAccount.id}`,
      );
      expect(deleted).toBe(200);
      expect(
        account().roles.get(body.serviceAccount.roleArn.split('/').pop()),
      ).toBe(undefined);
    });
  });

  it('adopts a ServiceAccount with the consent of its annotation, and keeps what others wrote', async () => {
    byHand('legacy-orders', [consent({ name: 'legacy' })]);
    await core().createNamespacedServiceAccount({
      namespace: 'production',
      body: {
        metadata: {
          name: 'legacy',
          annotations: {
            [ADOPT_KEY]: consent({ name: 'legacy' }).value,
            theirs: 'kept',
          },
        },
      },
    });
    const legacy = spec({ name: 'legacy', roleName: 'legacy-orders' });
    const { body } = await host.put(legacy);
    expect(body.error).toBeUndefined();
    expect(body.verification.status).toBe('verified');
    expect(
      (await host.delete(`/service-accounts/${body.serviceAccount.id}`)).status,
    ).toBe(200);
    const { metadata } = await core().readNamespacedServiceAccount({
      namespace: 'production',
      name: 'legacy',
    });
    expect(metadata?.annotations).toEqual({ theirs: 'kept' });
    expect(metadata?.labels ?? {}).toEqual({});
  });
});
