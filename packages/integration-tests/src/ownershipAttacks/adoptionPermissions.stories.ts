import {
  AttachRolePolicyCommand,
  DeleteRoleCommand,
  IAMClient,
  PutRolePolicyCommand,
  TagRoleCommand,
  UntagRoleCommand,
  UpdateAssumeRolePolicyCommand,
} from '@aws-sdk/client-iam';
import { EKSClient, TagResourceCommand } from '@aws-sdk/client-eks';
import type { Account, Cluster, IamRole, Tag } from '@backstage-irsa/sandbox';
import type { TestHost } from '../__testUtils__/host';
import {
  associationChanges,
  policyChanges,
  roleChanges,
} from '../__testUtils__/iam/attempts';
import { PROD } from '../__testUtils__/iam/files';
import { BASE, KEYS, startWith } from '../__testUtils__/iam/identity';
import {
  addAssociation,
  addPolicy,
  addRole,
} from '../__testUtils__/iam/objects';

const ADOPT = 'backstage-irsa.dev/adopt';
const ADOPTED = 'backstage-irsa.dev/adopted';
const CONSENT = { key: ADOPT, value: 'v1:0a1b2c:1800000000' };
const OURS = { key: 'backstage-irsa.dev/managed-by', value: 'backstage' };
const MARK = { key: ADOPTED, value: 'id-1' };
const ADMINISTRATOR = 'arn:aws:iam::aws:policy/AdministratorAccess';

describe('the adoption policy files', () => {
  let host: TestHost;
  let iam: IAMClient;
  let eks: EKSClient;
  let account: Account;
  let cluster: Cluster;
  let policyArn: string;

  beforeAll(async () => {
    host = await startWith([...BASE, 'iam-policy.adoption.json']);
    const options = {
      endpoint: host.sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: KEYS,
    };
    iam = new IAMClient(options);
    eks = new EKSClient(options);
    account = host.sandbox.world.accounts.get(PROD)!;
    cluster = host.sandbox.world.clusters.get('prod-eu')!;
    const own = { name: 'own', path: '/irsa/', versions: 1 };
    policyArn = addPolicy(account, {
      ...own,
      tags: [OURS],
    }).arn;
  });
  afterAll(() => host?.stop());

  /** Adds another user's role in its original state. */
  function roleWith(tags: Tag[], name = 'theirs'): IamRole {
    const role = addRole(account, { name, path: '/', tags });
    role.attachedPolicyArns.push(policyArn);
    role.inlinePolicies.set('own', role.trustPolicy);
    return role;
  }
  const outcomeOf = (attempt: Promise<unknown>) =>
    attempt.then(
      () => 'allowed',
      error => (/^AccessDenied/.test(error.name) ? 'denied' : error.name),
    );
  async function outcomesOf<Thing>(
    changes: Record<string, (thing: Thing) => Promise<unknown>>,
    fresh: () => Thing,
  ): Promise<string[]> {
    const allowed = [];
    for (const [name, change] of Object.entries(changes)) {
      const outcome = await outcomeOf(change(fresh()));
      expect(['allowed', 'denied']).toContain(outcome);
      if (outcome === 'allowed') allowed.push(name);
    }
    return allowed;
  }
  const tagWith = (...tags: Tag[]) =>
    outcomeOf(
      iam.send(
        new TagRoleCommand({
          RoleName: 'theirs',
          Tags: tags.map(({ key, value }) => ({ Key: key, Value: value })),
        }),
      ),
    );

  it.each<[string, Tag[]]>([
    ['without consent', []],
    [
      'with a consent that names no ServiceAccount',
      [{ key: ADOPT, value: 'allowed' }],
    ],
    ['with a consent in another format', [{ key: ADOPT, value: 'v2:a:1' }]],
    ['with an empty adopted tag', [{ key: ADOPTED, value: '' }]],
  ])('allow no change of a role %s', async (_, tags) => {
    const changes = roleChanges(iam, policyArn);
    expect(await outcomesOf(changes, () => roleWith(tags).name)).toEqual([]);
  });

  it('allow marking a role once while consent exists, and nothing else', async () => {
    const changes = roleChanges(iam, policyArn);
    expect(await outcomesOf(changes, () => roleWith([CONSENT]).name)).toEqual([
      'mark it as adopted',
    ]);
    roleWith([CONSENT]);
    expect(await tagWith({ key: ADOPTED, value: '' })).toBe('denied');
    expect(await tagWith(MARK)).toBe('allowed');
    // A retry after the response was lost.
    expect(await tagWith(MARK)).toBe('allowed');
    expect(await tagWith({ ...MARK, value: 'id-2' })).toBe('denied');
    expect(await tagWith({ key: ADOPTED.toUpperCase(), value: 'id-2' })).toBe(
      'denied',
    );
  });

  it('allow changing an adopted role, but not its mark or its deletion', async () => {
    const changes = roleChanges(iam, policyArn);
    const { 'mark it as adopted': _, ...others } = changes;
    expect(await outcomesOf(others, () => roleWith([MARK]).name)).toEqual([
      'tag it as ours',
      'untag it',
      'let others assume it',
      'change its longest session',
      'put an inline policy on it',
      'delete an inline policy',
      'attach a policy of ours',
      'detach a policy of ours',
      'put the boundary on it',
    ]);
    const RoleName = roleWith([MARK]).name;
    expect(
      await outcomeOf(
        iam.send(
          new AttachRolePolicyCommand({ RoleName, PolicyArn: ADMINISTRATOR }),
        ),
      ),
    ).toBe('denied');
    expect(await outcomeOf(iam.send(new DeleteRoleCommand({ RoleName })))).toBe(
      'denied',
    );
  });

  it('allow removing the consent and releasing the role, and nothing after that', async () => {
    const role = roleWith([CONSENT, MARK]);
    const RoleName = role.name;
    const untag = (key: string) =>
      outcomeOf(iam.send(new UntagRoleCommand({ RoleName, TagKeys: [key] })));
    expect(await untag(ADOPT)).toBe('allowed');
    expect(await untag(ADOPTED)).toBe('allowed');
    expect(role.tags).toEqual([]);
    expect(await tagWith(MARK)).toBe('denied');
    expect(await tagWith(CONSENT)).toBe('denied');
    expect(
      await outcomeOf(
        iam.send(
          new UpdateAssumeRolePolicyCommand({
            RoleName,
            PolicyDocument: role.trustPolicy,
          }),
        ),
      ),
    ).toBe('denied');
  });

  it("allow no change of the backend's own roles, regardless of consent", async () => {
    for (const tags of [[CONSENT], [MARK], [CONSENT, MARK]]) {
      const changes = roleChanges(iam, policyArn);
      const own = () => roleWith(tags, 'backstage-irsa').name;
      expect(await outcomesOf(changes, own)).toEqual([]);
      const { name: RoleName } = roleWith(tags, 'backstage-irsa');
      expect(
        await outcomeOf(
          iam.send(
            new PutRolePolicyCommand({
              RoleName,
              PolicyName: 'more',
              PolicyDocument: '{}',
            }),
          ),
        ),
      ).toBe('denied');
    }
  });

  it.each([
    ['/', [CONSENT]],
    ['/', [CONSENT, MARK]],
    ['/irsa/', [CONSENT]],
    ['/irsa/', [MARK]],
  ])(
    'allow no change of policies, which are not adopted: %s, %j',
    async (path, tags) => {
      const theirs = { name: 'theirs', path, tags, versions: 2 };
      const fresh = () => addPolicy(account, theirs).arn;
      expect(await outcomesOf(policyChanges(iam), fresh)).toEqual([]);
    },
  );

  it('allow marking an association while consent exists', async () => {
    const role = roleWith([], 'of-an-association');
    const changes = associationChanges(eks, role.arn);
    const associationWith = (tags: Record<string, string>) => () =>
      addAssociation(cluster, {
        namespace: 'production',
        serviceAccount: 'theirs',
        roleArn: role.arn,
        tags,
      });
    const mark = ({ arn: resourceArn }: { arn: string }) =>
      eks.send(
        new TagResourceCommand({
          resourceArn,
          tags: { [MARK.key]: MARK.value, [OURS.key]: OURS.value },
        }),
      );
    const all = { ...changes, 'mark it as adopted': mark };
    const consented = associationWith({ [ADOPT]: CONSENT.value });
    expect(await outcomesOf(all, consented)).toEqual(['mark it as adopted']);
    expect(await outcomesOf(all, associationWith({}))).toEqual([]);
    // With the plugin's tag in addition, the EKS Pod Identity file treats it as managed.
    expect(
      await outcomesOf(all, associationWith({ [MARK.key]: MARK.value })),
    ).toEqual(['untag it']);
  });
});
