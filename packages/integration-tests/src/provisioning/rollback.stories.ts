import { setTimeout as sleep } from 'node:timers/promises';
import type {
  IamServiceAccountSpec,
  Operation,
  OperationStep,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { coreOf } from '../__testUtils__/coreOf';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
const DOCUMENT = {
  Version: '2012-10-17' as const,
  Statement: [
    {
      Effect: 'Allow' as const,
      Action: 's3:GetObject',
      Resource: 'arn:aws:s3:::my-app-uploads/*',
    },
  ],
};
/** A document whose inline policy can be created before the attachment of the managed policy fails. */
const HALF = {
  policyDocument: DOCUMENT,
  managedPolicyArns: ['arn:aws:iam::aws:policy/ReadOnlyAccess'],
};

describe('a rollback', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const denyAll = (action: string | undefined) => {
    account().serviceControlPolicies =
      action === undefined
        ? []
        : [
            [
              {
                name: 'limit',
                document: JSON.stringify({
                  Version: '2012-10-17',
                  Statement: [
                    { Effect: 'Allow', Action: '*', Resource: '*' },
                    { Effect: 'Deny', Action: action, Resource: '*' },
                  ],
                }),
              },
            ],
          ];
  };
  const ended = async (spec: IamServiceAccountSpec): Promise<Operation> => {
    const { body } = await host.put(spec, { Prefer: 'respond-async' });
    let operation: Operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    return operation;
  };
  const failing = async (spec: IamServiceAccountSpec, action: string) => {
    denyAll(action);
    try {
      const operation = await ended(spec);
      expect(operation.status).toBe('failed');
      return operation;
    } finally {
      denyAll(undefined);
    }
  };
  const rollBack = (id: string) => host.post(`/operations/${id}/rollbacks`, {});
  const roleOf = (arn: string) =>
    [...account().roles.values()].find(role => role.arn === arn);
  const messages = (steps: OperationStep[]) =>
    steps.map(({ message }) => message);
  const summaries = (steps: OperationStep[]) =>
    steps.map(({ action, target }) => `${action} ${target.kind}`);

  it('deletes in reverse order what a failed creation created, and never the namespace', async () => {
    const roles = account().roles.size;
    const policies = account().policies.size;
    const spec = specOf({ name: 'half', namespace: 'half-made' });
    const { id } = await failing(spec, 'iam:AttachRolePolicy');
    expect(account().roles.size).toBe(roles + 1);
    const { status, body } = await rollBack(id);
    expect(status).toBe(200);
    expect(summaries(body.steps)).toEqual(['delete role', 'delete policy']);
    expect(account().roles.size).toBe(roles);
    expect(account().policies.size).toBe(policies);
    const { body: list } = await host.get('/service-accounts?limit=500');
    expect(list.items.map(({ name }: { name: string }) => name)).not.toContain(
      'half',
    );
    const again = await rollBack(id);
    expect(again.status).toBe(200);
    expect(again.body.steps).toEqual([]);
    expect((await host.put(spec)).body.verification.status).toBe('verified');
  });

  it('keeps what existed before a failed update', async () => {
    const spec = specOf({ name: 'grown', grants: [] });
    const { body } = await host.put(spec);
    const { roleArn } = body.serviceAccount;
    const { id } = await failing(
      { ...spec, grants: specOf().grants },
      'iam:AttachRolePolicy',
    );
    const rolledBack = await rollBack(id);
    expect(summaries(rolledBack.body.steps)).toEqual(['delete policy']);
    expect([...account().roles.values()].map(({ arn }) => arn)).toContain(
      roleArn,
    );
  });

  it.each([
    ['that the ServiceAccount uses', 'used', true],
    ['that no ServiceAccount uses yet', 'unused', false],
  ])(
    'deletes the new inline policy of an older role %s, and nothing else of the role',
    async (_, name, isAnnotated) => {
      const spec = specOf({ name, grants: [] });
      const { body } = await host.put(spec);
      const role = roleOf(body.serviceAccount.roleArn)!;
      role.inlinePolicies.set('theirs', JSON.stringify(DOCUMENT));
      if (!isAnnotated) {
        const core = coreOf(host.kubeconfig);
        const ref = { namespace: 'production', name };
        const found = await core.readNamespacedServiceAccount(ref);
        delete found.metadata!.annotations!['eks.amazonaws.com/role-arn'];
        await core.replaceNamespacedServiceAccount({ ...ref, body: found });
      }
      const { id } = await failing(
        { ...spec, ...HALF },
        'iam:AttachRolePolicy',
      );
      expect([...role.inlinePolicies.keys()].sort()).toEqual(
        [role.name, 'theirs'].sort(),
      );
      const rolledBack = await rollBack(id);
      expect([rolledBack.status, rolledBack.body.error]).toEqual([
        200,
        undefined,
      ]);
      expect(messages(rolledBack.body.steps)).toEqual([
        `Deleted inline policy ${role.name} of role ${role.name}`,
      ]);
      expect(roleOf(role.arn)).toBe(role);
      expect([...role.inlinePolicies.keys()]).toEqual(['theirs']);
      const again = await host.put(spec);
      expect([again.status, again.body.error]).toEqual([200, undefined]);
      expect([...role.inlinePolicies.keys()]).toEqual(['theirs']);
    },
  );

  it('deletes a new role with all its inline policies', async () => {
    const spec = specOf({ name: 'written', grants: [], ...HALF });
    const { id, steps } = await failing(spec, 'iam:AttachRolePolicy');
    const arn = steps.find(step => step.id === 'role')!.target.name;
    const { name, inlinePolicies } = roleOf(arn)!;
    inlinePolicies.set('theirs', JSON.stringify(DOCUMENT));
    const { body } = await rollBack(id);
    expect(messages(body.steps).sort()).toEqual([
      `Deleted inline policy theirs of role ${name}`,
      `Deleted inline policy ${name} of role ${name}`,
      `Deleted role ${name}`,
    ]);
    expect(roleOf(arn)).toBeUndefined();
  });

  it('is refused for an operation that did not fail, was followed by another, or does not exist', async () => {
    const spec = specOf({ name: 'retried' });
    const { id: failed } = await failing(spec, 'iam:AttachRolePolicy');
    const { id: completed } = await ended(spec);
    expect((await rollBack(failed)).status).toBe(409);
    expect((await rollBack(completed)).status).toBe(400);
    expect((await rollBack('nothing')).status).toBe(404);
  });
});
