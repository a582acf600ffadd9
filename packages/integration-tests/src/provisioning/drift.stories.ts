import type { PlanStep } from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

describe('drift', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('claims', 'group:default/team', {
          'backstage-irsa.dev/service-account': 'prod-eu/payments/ledger',
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get('111122223333')!;
  const changes = (steps: PlanStep[]) =>
    steps.map(({ id, action }) => `${action} ${id}`);
  const driftOf = async (id: string) => {
    await host.post(`/service-accounts/${id}/verifications`, { live: false });
    const { body } = await host.get(`/service-accounts/${id}`);
    return body.drift;
  };

  it('is empty while everything matches the spec, and names each object that does not', async () => {
    const spec = specOf({ name: 'drifting' });
    const { body } = await host.put(spec);
    const { id, roleArn, drift } = body.serviceAccount;
    expect(drift).toEqual([]);

    const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
    role.trustPolicy = role.trustPolicy.replace(':drifting"', ':other"');
    role.attachedPolicyArns = [];
    await coreOf(host.kubeconfig).deleteNamespacedServiceAccount({
      namespace: 'production',
      name: 'drifting',
    });
    const found = await driftOf(id);
    expect(changes(found)).toEqual([
      'update role',
      'create role-policy-attachment',
      'create service-account',
    ]);
    expect(found[0].diff[0]).toMatchObject({ field: 'trustPolicy' });

    const before = host.sandbox.world.calls.count;
    await driftOf(id);
    const writes = host.sandbox.world.calls
      .since(before)
      .filter(({ write }) => write);
    expect(writes).toEqual([]);

    const { body: read } = await host.get(`/service-accounts/${id}`);
    const { body: resolved } = await host.put(read.spec);
    expect(resolved.verification.status).toBe('verified');
    expect(resolved.serviceAccount.drift).toEqual([]);
  });

  it('is reconciled even if another tool changes the role at the same time', async () => {
    const spec = specOf({ name: 'shared-moment' });
    const { body } = await host.put(spec);
    const { roleArn } = body.serviceAccount;
    const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
    role.trustPolicy = role.trustPolicy.replace(':shared-moment"', ':other"');
    host.sandbox.world.disturbances.replace([
      {
        ...{ kind: 'conflict', service: 'iam', count: 2 },
        operation: 'UpdateAssumeRolePolicy',
      },
    ]);
    const { status, body: resolved } = await host.put(spec);
    expect({ status, error: resolved.error }).toEqual({ status: 200 });
    expect(resolved.serviceAccount.drift).toEqual([]);
  });

  it('is not reported for a service account that Backstage does not manage', async () => {
    const { body } = await host.post(
      '/entities/component/default/claims/verifications',
      {},
    );
    expect(body.items[0].drift).toBeNull();
  });

  it('remains as last known while it cannot be determined', async () => {
    const spec = specOf({ name: 'hidden' });
    const { body } = await host.put(spec);
    const { id, roleArn } = body.serviceAccount;
    const role = [...account().roles.values()].find(r => r.arn === roleArn)!;
    role.attachedPolicyArns = [];
    expect(changes(await driftOf(id))).toHaveLength(1);
    account().serviceControlPolicies = [
      [
        {
          name: 'no-iam',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: { Effect: 'Allow', NotAction: 'iam:*', Resource: '*' },
          }),
        },
      ],
    ];
    try {
      expect(changes(await driftOf(id))).toHaveLength(1);
    } finally {
      account().serviceControlPolicies = [];
    }
  });
});
