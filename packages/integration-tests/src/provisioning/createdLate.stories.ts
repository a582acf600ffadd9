import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Operation,
  type OperationStep,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
/** 40 s, shortened by the same factor as the product's waits in setupTests.ts. */
const LATE_MS = 400;

describe('while IAM does not show the objects of a failed creation yet', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterEach(() => {
    const { disturbances, propagation } = host.sandbox.world;
    disturbances.replace([]);
    propagation.set({ reads: 0 });
  });
  afterAll(() => host?.stop());

  const named = (name: string) => {
    const { roles, policies } = host.sandbox.world.accounts.get(PROD)!;
    return [...roles.values(), ...policies.values()].filter(object =>
      object.name.includes(name),
    ).length;
  };
  /** Creates an IAM service account, which fails, while IAM shows changes late. */
  const failing = async (
    name: string,
    denied = ['create serviceaccounts'],
    change = {},
  ): Promise<{ operation: Operation; path: string }> => {
    const { disturbances, propagation } = host.sandbox.world;
    propagation.set({ reads: LATE_MS });
    disturbances.replace(
      denied.map(operation => ({
        kind: 'denied' as const,
        service: 'kubernetes',
        operation,
      })),
    );
    const spec = specOf({ name, ...change });
    const { body } = await host.put(spec, { Prefer: 'respond-async' });
    let state: Operation = body;
    while (state.status === 'running') {
      await sleep(10);
      state = (await host.get(`/operations/${body.id}`)).body;
    }
    expect(state.status).toBe('failed');
    disturbances.replace([]);
    return {
      operation: state,
      path: `/service-accounts/${serviceAccountId(spec)}`,
    };
  };
  const deleted = (steps: OperationStep[]) =>
    steps.flatMap(({ action, target }) =>
      action === 'delete' ? target.kind : [],
    );

  it('a rollback waits for them and deletes them', async () => {
    const { operation } = await failing('late-undone');
    expect(named('late-undone')).toBe(2);
    const { status, body } = await host.post(
      `/operations/${operation.id}/rollbacks`,
      {},
    );
    expect([status, deleted(body.steps)]).toEqual([
      200,
      ['role-policy-attachment', 'role', 'policy'],
    ]);
    expect(named('late-undone')).toBe(0);
  });

  it.each([
    ['IRSA', 'late-deleted', {}],
    [
      'EKS Pod Identity',
      'late-associated',
      { mechanism: 'pod-identity' as const },
    ],
  ])(
    'a deletion waits for them and deletes them, with %s',
    async (_, name, change) => {
      const { path } = await failing(name, undefined, change);
      expect(named(name)).toBe(2);
      const preview = await host.delete(`${path}?dryRun=true`);
      expect(deleted(preview.body.steps)).toContain('role');
      const { status, body } = await host.delete(path);
      expect([status, deleted(body.steps)]).toEqual([
        200,
        expect.arrayContaining(['role-policy-attachment', 'role', 'policy']),
      ]);
      expect(named(name)).toBe(0);
    },
  );

  it('a cut-off waits for the role and writes its policy', async () => {
    const { path } = await failing('late-cut-off');
    const { status, body } = await host.post(`${path}/cut-off`, {
      reason: 'stolen credentials',
    });
    expect([status, body.error]).toEqual([200, undefined]);
  });

  it('the former role is deleted when a spec names another one', async () => {
    await failing('late-moved');
    const { status, body } = await host.put(
      specOf({ name: 'late-moved', roleName: 'other-late' }),
    );
    expect([status, body.error]).toEqual([200, undefined]);
    expect(named('late-moved')).toBe(0);
  });

  it('nothing waits for a role that AWS refused to create', async () => {
    const account = host.sandbox.world.accounts.get(PROD)!;
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: 'iam:CreateRole', Resource: '*' },
      ],
    });
    account.serviceControlPolicies = [[{ name: 'limit', document }]];
    const { operation, path } = await failing('late-refused', []);
    account.serviceControlPolicies = [];
    host.sandbox.world.propagation.set({ reads: 0 });
    const { calls } = host.sandbox.world;
    const before = calls.count;
    const { body } = await host.post(
      `/operations/${operation.id}/rollbacks`,
      {},
    );
    expect(deleted(body.steps)).toEqual(['policy']);
    const reads = calls
      .since(before)
      .filter(({ operation: name }) => name === 'GetRole');
    expect(reads).toHaveLength(1);
    expect((await host.get(path)).status).toBe(404);
  });
});
