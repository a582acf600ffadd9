import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';

describe('a ServiceAccount that moves to another role', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const apply = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    expect({ status, error: body.error }).toEqual({ status: 200 });
    expect(body.verification.status).toBe('verified');
    expect(body.serviceAccount.drift).toEqual([]);
    return body;
  };
  const deny = (Action: string) => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action, Resource: '*' },
      ],
    });
    account().serviceControlPolicies = [[{ name: 'limit', document }]];
  };
  const subjectsOf = (name: string) =>
    JSON.stringify(JSON.parse(account().roles.get(name)!.trustPolicy));
  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(({ write, status }) => write && status < 300)
      .map(({ operation }) => operation);
  const changes = async (spec: IamServiceAccountSpec) => {
    const { body } = await host.post('/plans', { spec });
    expect(body.violations).toEqual([]);
    return body.steps
      .filter(({ action }: { action: string }) => action !== 'none')
      .map(
        ({ id, action }: { id: string; action: string }) => `${action} ${id}`,
      );
  };

  it('gets its new permissions first, and then loses the old ones, with role and policy', async () => {
    const spec = specOf({
      name: 'mover',
      rolePath: '/irsa/',
      tags: { a: 'b' },
    });
    const before = (await apply(spec)).serviceAccount.roleArn;
    const moved = { ...spec, roleName: 'moved', rolePath: '/irsa/sub/' };
    expect(await changes(moved)).toEqual([
      'create policy',
      'create role',
      'create role-policy-attachment',
      'update service-account',
      'delete left-role-policy-attachment',
      'delete left-role',
      'delete left-policy',
    ]);
    const place = host.sandbox.world.calls.count;
    const { serviceAccount } = await apply(moved);
    expect(writesSince(place)).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'patch serviceaccounts',
      'DetachRolePolicy',
      'DeleteRole',
      'DeletePolicy',
    ]);
    expect(serviceAccount.roleArn).toBe(
      `arn:aws:iam::${PROD}:role/irsa/sub/moved`,
    );
    expect([...account().roles.values()].map(({ arn }) => arn)).not.toContain(
      before,
    );
    expect([...account().policies.keys()]).not.toContain(
      before.replace(':role/', ':policy/'),
    );
    expect(await changes(moved)).toEqual([]);
  });

  it('leaves a shared role to the others, and can return to it', async () => {
    const shared = { roleName: 'move-shared' };
    await apply(specOf({ name: 'stays', ...shared }));
    const spec = specOf({ name: 'goes' });
    const own = (await apply(spec)).serviceAccount.roleArn;
    await apply({ ...spec, ...shared });
    expect([...account().roles.values()].map(({ arn }) => arn)).not.toContain(
      own,
    );
    expect(subjectsOf('move-shared')).toContain(':goes"');

    expect(await changes(spec)).toEqual([
      'create policy',
      'create role',
      'create role-policy-attachment',
      'update service-account',
      'update left-role',
    ]);
    await apply(spec);
    expect(subjectsOf('move-shared')).not.toContain(':goes"');
    expect(subjectsOf('move-shared')).toContain(':stays"');
    await apply(specOf({ name: 'stays' }));
    expect(account().roles.has('move-shared')).toBe(false);
  });

  it('is completed by the next run after an interruption', async () => {
    const spec = specOf({ name: 'cut' });
    const own = (await apply(spec)).serviceAccount.roleArn;
    const moved = { ...spec, roleName: 'cut-moved' };
    deny('iam:DeleteRole');
    const failed = await host.put(moved);
    account().serviceControlPolicies = [];
    expect(failed.status).toBe(503);
    expect(await changes(moved)).toEqual([
      'delete left-role',
      'delete left-policy',
    ]);
    await apply(moved);
    expect([...account().roles.values()].map(({ arn }) => arn)).not.toContain(
      own,
    );
  });

  it('is not rolled back once the ServiceAccount has the new role', async () => {
    const spec = specOf({ name: 'kept' });
    await apply(spec);
    deny('iam:DeleteRole');
    const { body } = await host.put(
      { ...spec, roleName: 'kept-moved' },
      { Prefer: 'respond-async' },
    );
    let operation = body;
    while (operation.status === 'running') {
      await new Promise(resolve => setTimeout(resolve, 50));
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    account().serviceControlPolicies = [];
    expect(operation.status).toBe('failed');
    const refused = await host.post(`/operations/${body.id}/rollbacks`, {});
    expect(refused.status).toBe(409);
    expect(refused.body.error.message).toContain('has the role');
    expect(account().roles.has('kept-moved')).toBe(true);
  });

  it('cannot change only the path, because a role name is unique in IAM', async () => {
    const spec = specOf({ name: 'path' });
    await apply(spec);
    const { body } = await host.post('/plans', {
      spec: { ...spec, rolePath: '/irsa/elsewhere/' },
    });
    expect(body.violations.map(({ rule }: { rule: string }) => rule)).toEqual([
      'role-path-moved',
    ]);
    const { metadata } = await coreOf(
      host.kubeconfig,
    ).readNamespacedServiceAccount({ namespace: 'production', name: 'path' });
    expect(metadata?.annotations?.['eks.amazonaws.com/role-arn']).toMatch(
      /role\/irsa\/[^/]+$/,
    );
  });
});
