import { setTimeout as sleep } from 'node:timers/promises';
import {
  type Grant,
  type IamServiceAccountSpec,
  type PlanStep,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { specOf } from '../__testUtils__/core';

const PROD = '111122223333';
/** 40 s, shortened by the same factor as the product's waits in setupTests.ts. */
const LATE_MS = 400;
const READ_ONLY = 'arn:aws:iam::aws:policy/ReadOnlyAccess';
const LESS: Grant[] = [
  { service: 's3', access: 'write', resource: 'my-app-uploads' },
];
const MORE: Grant[] = [
  ...LESS,
  { service: 'sqs', access: 'send', resource: 'uploads' },
];

describe('while IAM shows changes late', () => {
  let host: TestHost;
  beforeAll(async () => {
    host = await startTestHost();
    host.sandbox.world.propagation.set({ reads: LATE_MS });
  });
  afterAll(() => host?.stop());

  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const pathOf = (name: string) =>
    `/service-accounts/${serviceAccountId(specOf({ name }))}`;
  const create = async (spec: IamServiceAccountSpec) => {
    const { status, body } = await host.put(spec);
    expect([status, body.error]).toEqual([200, undefined]);
    expect(body.verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
    expect(body.verification.settling).toBeUndefined();
    return body;
  };
  /** Runs `work` while an SCP denies an action in the account. */
  const denied = async <T>(action: string, work: () => Promise<T>) => {
    const document = JSON.stringify({
      Version: '2012-10-17',
      Statement: [
        { Effect: 'Allow', Action: '*', Resource: '*' },
        { Effect: 'Deny', Action: action, Resource: '*' },
      ],
    });
    account().serviceControlPolicies = [[{ name: 'limit', document }]];
    const result = await work();
    account().serviceControlPolicies = [];
    return result;
  };
  const canSend = (name: string) => {
    const policy = [...account().policies.values()].find(present =>
      present.name.startsWith(`${name}-`),
    )!;
    const { document } = policy.versions.find(
      ({ id }) => id === policy.defaultVersionId,
    )!;
    return document.includes('sqs:SendMessage');
  };
  const changed = (steps: PlanStep[]) =>
    steps.flatMap(({ id, action }) => (action === 'none' ? [] : id));

  it('a smaller spec ends without drift and with the smaller permissions, and the former spec restores the rest', async () => {
    const name = 'less-and-more';
    await create(specOf({ name, grants: MORE }));
    await create(specOf({ name, grants: LESS }));
    const { body } = await host.get(pathOf(name));
    expect(body.drift).toEqual([]);
    expect(body.permissions.services).toMatchObject([{ service: 's3' }]);
    const { steps } = await create(specOf({ name, grants: MORE }));
    expect(changed(steps)).toEqual(['policy']);
    expect(canSend(name)).toBe(true);
  });

  it('a spec is planned from what a failed change wrote', async () => {
    const name = 'failed-less';
    await create(specOf({ name, grants: MORE }));
    const failed = await denied('iam:AttachRolePolicy', () =>
      host.put(specOf({ name, grants: LESS, managedPolicyArns: [READ_ONLY] })),
    );
    expect(failed.status).toBe(503);
    expect(canSend(name)).toBe(false);
    const spec = specOf({ name, grants: MORE });
    const { body } = await host.post('/plans', { spec });
    expect(changed(body.steps)).toEqual(['policy']);
    await create(spec);
    expect(canSend(name)).toBe(true);
  });

  it('a spec is planned from what a rollback deleted', async () => {
    const spec = specOf({ name: 'undone', grants: LESS });
    const { serviceAccount } = await create(spec);
    const Statement = [
      { Effect: 'Allow' as const, Action: 's3:GetObject', Resource: '*' },
    ];
    const more = {
      ...spec,
      policyDocument: { Version: '2012-10-17' as const, Statement },
      managedPolicyArns: [READ_ONLY],
    };
    const id = await denied('iam:AttachRolePolicy', async () => {
      const { body } = await host.put(more, { Prefer: 'respond-async' });
      let { status } = body;
      while (status === 'running') {
        await sleep(10);
        status = (await host.get(`/operations/${body.id}`)).body.status;
      }
      expect(status).toBe('failed');
      return body.id;
    });
    const role = [...account().roles.values()].find(
      ({ arn }) => arn === serviceAccount.roleArn,
    )!;
    expect([...role.inlinePolicies.keys()]).toEqual([role.name]);
    const { status } = await host.post(`/operations/${id}/rollbacks`, {});
    expect([status, [...role.inlinePolicies.keys()]]).toEqual([200, []]);
    expect((await host.put(more)).status).toBe(200);
    expect([...role.inlinePolicies.keys()]).toEqual([role.name]);
  });

  it('a spec is planned from what a failed deletion deleted', async () => {
    const spec = specOf({ name: 'half-deleted' });
    const { serviceAccount } = await create(spec);
    const failed = await denied('iam:DeletePolicy', () =>
      host.delete(pathOf('half-deleted')),
    );
    expect(failed.status).toBe(503);
    await create(spec);
    expect([...account().roles.values()].map(({ arn }) => arn)).toContain(
      serviceAccount.roleArn,
    );
  });
});
