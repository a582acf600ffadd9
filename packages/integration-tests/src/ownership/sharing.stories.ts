import { namespaceRule } from '../__testUtils__/namespaceRule';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

/** More in nightly runs. */
const MANY = process.env.NIGHTLY === 'true' ? 20 : 6;

const QUEUES = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: 'sqs:SendMessage',
      Resource: 'arn:aws:sqs:*:*:events',
    },
  ],
};

describe('one role for several ServiceAccounts', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [componentOf('theirs', 'group:default/others')],
      groups: ['group:default/team', 'group:default/friends'],
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team', 'group:default/friends']),
        ],
      },
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get('111122223333')!;
  const roleOf = (name: string) => account().roles.get(name)!;
  const subjectsOf = (name: string): string[] =>
    [...roleOf(name).trustPolicy.matchAll(/system:serviceaccount:[^"]+/g)]
      .map(([subject]) => subject)
      .sort();
  const subject = (name: string) => `system:serviceaccount:production:${name}`;
  const shared = (name: string, roleName: string, change = {}) =>
    specOf({ name, roleName, ...change });

  it('admits all of many ServiceAccounts that join at once, under one policy', async () => {
    const names = Array.from({ length: MANY }, (_, n) => `worker-${n}`);
    const answers = await Promise.all(
      names.map(name => host.put(shared(name, 'workers'))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    expect(subjectsOf('workers')).toEqual(names.map(subject).sort());
    expect(roleOf('workers').attachedPolicyArns).toHaveLength(1);
    for (const { body } of answers) {
      expect(body.verification.status).toBe('verified');
    }
    const { body } = await host.put(shared('worker-3', 'workers'));
    expect(
      body.steps.filter(({ action }: { action: string }) => action !== 'none'),
    ).toEqual([]);

    const [first, ...rest] = answers.map(a => a.body.serviceAccount.id);
    await host.delete(`/service-accounts/${first}`);
    expect(subjectsOf('workers')).toEqual(names.slice(1).map(subject).sort());
    expect(roleOf('workers').attachedPolicyArns).toHaveLength(1);
    for (const id of rest) {
      expect((await host.delete(`/service-accounts/${id}`)).status).toBe(200);
    }
    expect(account().roles.has('workers')).toBe(false);
    expect([...account().policies.keys()].join(' ')).not.toContain('/workers');
  }, 180_000);

  it('shares the role of a ServiceAccount that was created with its default name', async () => {
    const { body } = await host.put(specOf({ name: 'host' }));
    const name = body.serviceAccount.roleArn.split('/').pop();
    const { status } = await host.put(shared('guest', name));
    expect(status).toBe(200);
    expect(subjectsOf(name)).toEqual(['guest', 'host'].map(subject));
    await host.put(specOf({ name: 'host' }));
    expect(subjectsOf(name)).toEqual(['guest', 'host'].map(subject));
  });

  it.each([
    [
      'of another owner',
      { owner: 'group:default/friends', entityRef: 'component:default/new' },
      'other-owner',
    ],
    ['with other grants', { grants: [] }, 'shared-grants'],
    [
      'with another policy document',
      { policyDocument: QUEUES },
      'shared-grants',
    ],
    [
      'with another letter case of the role name',
      { roleName: 'Guarded' },
      'role-name-case',
    ],
  ])('lets no ServiceAccount %s join a role', async (_, change, rule) => {
    await host.put(shared('owner', 'guarded'));
    const spec = shared('intruder', 'guarded', change);
    const { body } = await host.post('/plans', { spec });
    expect(body.violations).toContainEqual(expect.objectContaining({ rule }));
    expect((await host.put(spec)).status).toBe(400);
    expect(subjectsOf('guarded')).toEqual([subject('owner')]);
  });

  it('keeps the document that other ServiceAccounts need', async () => {
    const change = { policyDocument: QUEUES };
    const made = await host.put(shared('writer', 'written', change));
    expect(made.status).toBe(200);
    const documents = () => [...roleOf('written').inlinePolicies];
    const before = documents();
    const refused = await host.put(shared('reader', 'written'));
    expect([refused.status, refused.body.error.message]).toEqual([
      400,
      expect.stringContaining('policyDocument'),
    ]);
    expect(documents()).toEqual(before);
    expect(subjectsOf('written')).toEqual([subject('writer')]);
    const joined = await host.put(shared('reader', 'written', change));
    expect(joined.status).toBe(200);
    expect(documents()).toEqual(before);
  });

  it('is not joined if it trusts a whole provider', async () => {
    await host.put(shared('narrow', 'opened'));
    const role = roleOf('opened');
    const trust = JSON.parse(role.trustPolicy);
    const [{ Condition, Sid, ...rest }] = trust.Statement;
    expect([Condition, Sid]).not.toContain(undefined);
    role.trustPolicy = JSON.stringify({
      ...trust,
      Statement: [...trust.Statement, rest],
    });
    const before = role.trustPolicy;
    const { body } = await host.post('/plans', {
      spec: shared('late', 'opened'),
    });
    expect(body.violations).toContainEqual(
      expect.objectContaining({ rule: 'trust-policy-broad' }),
    );
    expect((await host.put(shared('late', 'opened'))).status).toBe(400);
    expect(role.trustPolicy).toBe(before);
  });

  it('answers many identical creations with one set of objects', async () => {
    const before = host.sandbox.world.calls.count;
    const answers = await Promise.all(
      Array.from({ length: MANY }, () => host.put(specOf({ name: 'equal' }))),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(MANY).fill(200));
    const ids = answers.map(({ body }) => body.serviceAccount.id);
    expect(new Set(ids).size).toBe(1);
    const writes = host.sandbox.world.calls
      .since(before)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
    expect(writes).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'create serviceaccounts',
    ]);
    const [{ body }] = answers;
    expect(body.verification.status).toBe('verified');
  });
});
