import { setTimeout as sleep } from 'node:timers/promises';
import type {
  ApplyResult,
  Operation,
  PlanStep,
  Violation,
} from '@backstage-irsa/core/model';
import { coreOf } from '../__testUtils__/coreOf';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { componentOf, specOf } from '../__testUtils__/core';

const PROD = '111122223333';

describe('applying a spec', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      entities: () => [
        componentOf('theirs', 'group:default/others'),
        componentOf('ours', 'group:default/team'),
      ],
    });
  });
  afterAll(() => host?.stop());

  const writesSince = (place: number) =>
    host.sandbox.world.calls
      .since(place)
      .filter(call => call.write)
      .map(({ operation }) => operation);
  const actions = (steps: PlanStep[]) => steps.map(({ action }) => action);
  const account = () => host.sandbox.world.accounts.get(PROD)!;
  const issuer = () =>
    host.sandbox.world.clusters.get('prod-eu')!.issuer.replace('https://', '');

  it('creates the resources of the guide, and verifies them with a live proof', async () => {
    const before = host.sandbox.world.calls.count;
    const { status, body } = await host.put(specOf());
    expect(status).toBe(200);
    const { steps, serviceAccount, verification }: ApplyResult = body;

    expect(writesSince(before)).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'create serviceaccounts',
    ]);
    expect(verification.status).toBe('verified');
    expect(verification.liveProof?.result).toBe('proved');
    expect(steps.map(({ message }) => message)).toContainEqual(
      expect.stringMatching(
        /^Created role uploads-\w{10} \(trusts production\/uploads in prod-eu\)$/,
      ),
    );

    const role = [...account().roles.values()].find(
      ({ arn }) => arn === serviceAccount.roleArn,
    );
    expect(role?.path).toBe('/irsa/');
    expect(JSON.parse(role?.trustPolicy ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
          Effect: 'Allow',
          Principal: {
            Federated: `arn:aws:iam::${PROD}:oidc-provider/${issuer()}`,
          },
          Action: 'sts:AssumeRoleWithWebIdentity',
          Condition: {
            StringEquals: {
              [`${issuer()}:sub`]: 'system:serviceaccount:production:uploads',
              [`${issuer()}:aud`]: 'sts.amazonaws.com',
            },
          },
        },
      ],
    });
    const policy = account().policies.get(role?.attachedPolicyArns[0] ?? '');
    expect(JSON.parse(policy?.versions[0].document ?? '')).toEqual({
      Version: '2012-10-17',
      Statement: [
        {
          Effect: 'Allow',
          Action: ['s3:PutObject', 's3:AbortMultipartUpload'],
          Resource: 'arn:aws:s3:::my-app-uploads/*',
        },
        {
          Effect: 'Allow',
          Action: ['s3:ListBucket'],
          Resource: 'arn:aws:s3:::my-app-uploads',
        },
      ],
    });
    for (const { key } of [...(role?.tags ?? []), ...(policy?.tags ?? [])]) {
      expect(key).toMatch(/^backstage-irsa\.dev\//);
    }
    const services = serviceAccount.permissions.services;
    expect(services.map(({ title }) => title)).toEqual(['S3']);
  });

  it('changes nothing the second time', async () => {
    const before = host.sandbox.world.calls.count;
    const { body } = await host.put(specOf());
    expect(new Set(actions(body.steps))).toEqual(new Set(['none']));
    expect(body.verification.status).toBe('verified');
    expect(writesSince(before)).toEqual([]);
  });

  it('shows the same plan without applying it', async () => {
    const before = host.sandbox.world.calls.count;
    const { status, body } = await host.post('/plans', {
      spec: specOf({ name: 'planned', namespace: 'new-team' }),
    });
    expect(status).toBe(200);
    expect(body.violations).toEqual([]);
    expect(actions(body.steps)).toEqual([
      'none',
      'create',
      'create',
      'create',
      'create',
      'create',
    ]);
    expect(writesSince(before)).toEqual([]);
  });

  it('updates the policy in place, and deletes the oldest of five versions', async () => {
    const arns = new Set<string>();
    for (const bucket of ['one', 'two', 'three', 'four', 'five', 'six']) {
      const { status, body } = await host.put(
        specOf({
          name: 'changing',
          grants: [
            { service: 's3', access: 'read', resource: `bucket-${bucket}` },
          ],
        }),
      );
      expect(status).toBe(200);
      arns.add(body.serviceAccount.roleArn);
    }
    expect(arns.size).toBe(1);
    const policy = [...account().policies.values()].find(({ name }) =>
      name.startsWith('changing-'),
    );
    expect(policy?.versions.map(({ id }) => id)).toEqual([
      'v6',
      'v5',
      'v4',
      'v3',
      'v2',
    ]);
    expect(policy?.versions[0].document).toContain('bucket-six');
    expect(policy?.defaultVersionId).toBe('v6');
  });

  it('restores a trust policy that somebody changed', async () => {
    const spec = specOf({ name: 'drifting' });
    const { body } = await host.put(spec);
    const role = [...account().roles.values()].find(
      ({ arn }) => arn === body.serviceAccount.roleArn,
    )!;
    const trust = role.trustPolicy;
    role.trustPolicy = trust.replace(':production:', ':staging:');
    const { body: plan } = await host.post('/plans', { spec });
    expect(
      plan.steps
        .filter((step: PlanStep) => step.action !== 'none')
        .map(({ id, action }: PlanStep) => [id, action]),
    ).toEqual([['role', 'update']]);
    const { body: resolved } = await host.put(spec);
    expect(resolved.verification.status).toBe('verified');
    expect(role.trustPolicy).toBe(trust);
  });

  it('creates a missing namespace, and detaches the policy if no grant is left', async () => {
    const spec = specOf({ name: 'fleeting', namespace: 'brand-new' });
    const { body } = await host.put(spec);
    expect(body.steps[4]).toMatchObject({ id: 'namespace', action: 'create' });
    expect(body.verification.status).toBe('verified');
    const { body: without } = await host.put({ ...spec, grants: [] });
    expect(without.steps.map((step: PlanStep) => step.action)).toContain(
      'delete',
    );
    expect(without.verification.status).toBe('degraded');
  });

  it.each([
    ['name', { name: 'Uploads' }],
    ['name', { name: 'default' }],
    ['cluster', { cluster: 'prod-us' }],
    [
      'grants[0].resource',
      { grants: [{ service: 's3', access: 'write', resource: 'my_bucket' }] },
    ],
    [
      'grants[0].service',
      { grants: [{ service: 'ec2', access: 'write', resource: 'x' }] },
    ],
    ['namespace', { namespace: 'kube-system' }],
    ['namespace', { namespace: 'default' }],
    ['namespace', { namespace: 'a:b*' }],
    ['owner', { owner: '' }],
    ['owner', { name: 'unowned', owner: undefined }],
    ['entityRef', { entityRef: 'orders' }],
    ['mechanism', { mechanism: 'pod-identity' as const }],
    ['tokenExpirationSeconds', { tokenExpirationSeconds: 599 }],
  ])(
    'refuses a wrong %s before anything is read or written',
    async (field, change) => {
      const before = host.sandbox.world.calls.count;
      const spec = specOf(change);
      const { status, body } = await host.put(spec);
      expect(status).toBe(400);
      expect(body.error.name).toBe('InputError');
      expect(body.error.message).toContain(`${field}: `);
      const { body: plan } = await host.post('/plans', { spec });
      expect(plan.steps).toEqual([]);
      expect(plan.violations).toContainEqual(
        expect.objectContaining({ field }),
      );
      expect(host.sandbox.world.calls.since(before)).toEqual([]);
    },
  );

  it('names all violations at once', async () => {
    const { body } = await host.put(
      specOf({ name: 'Upper', namespace: 'kube-system', cluster: 'nowhere' }),
    );
    expect(body.error.message).toMatch(/name: .*namespace: .*cluster: /s);
  });

  it.each([
    [
      'an owner that the caller does not belong to',
      { name: 'unowned', owner: 'group:default/others' },
    ],
    ['an owner other than the recorded one', { owner: 'group:default/others' }],
    ['the entity of another owner', { entityRef: 'component:default/theirs' }],
    [
      'a ServiceAccount that is recorded for another entity',
      { entityRef: 'component:default/ours' },
    ],
  ])('refuses %s', async (_, change) => {
    const before = host.sandbox.world.calls.count;
    const { status } = await host.put(specOf(change));
    expect(status).toBe(403);
    const { status: planStatus } = await host.post('/plans', {
      spec: specOf(change),
    });
    expect(planStatus).toBe(403);
    expect(host.sandbox.world.calls.since(before)).toEqual([]);
  });

  it('reads the owner from the catalog if the entity exists', async () => {
    const { status, body } = await host.put(
      specOf({
        name: 'ours',
        entityRef: 'component:default/ours',
        owner: undefined,
      }),
    );
    expect(status).toBe(200);
    expect(body.serviceAccount.owner).toBe('group:default/team');
    const list = await host.get(
      '/entities/component/default/ours/service-accounts',
    );
    expect(list.body.items).toEqual([body.serviceAccount]);
  });

  it('never takes over a ServiceAccount that names another role or that Backstage did not create', async () => {
    await coreOf(host.kubeconfig).createNamespacedServiceAccount({
      namespace: 'payments',
      body: { metadata: { name: 'by-hand' } },
    });
    const before = host.sandbox.world.calls.count;
    for (const [name, rule] of [
      ['ledger', 'not-managed-by-backstage'],
      ['by-hand', 'already-exists'],
    ]) {
      const spec = specOf({ name, namespace: 'payments' });
      const { body: plan } = await host.post('/plans', { spec });
      expect(plan.violations).toEqual([
        expect.objectContaining({ field: 'name', rule }),
      ]);
      expect((await host.put(spec)).status).toBe(400);
    }
    expect(writesSince(before)).toEqual([]);
  });

  it('never takes over a role or policy with the planned name', async () => {
    const spec = specOf({ name: 'contested' });
    const { body: plan } = await host.post('/plans', { spec });
    const [, policyStep, roleStep] = plan.steps;
    const { roles, policies } = account();
    const [role] = roles.values();
    const [policy] = policies.values();
    const name = roleStep.target.name.split('/').pop();
    roles.set(name, {
      ...role,
      name,
      arn: roleStep.target.name,
      path: '/irsa/',
      tags: [{ key: 'backstage-irsa.dev/managed-by', value: 'backstage' }],
    });
    policies.set(policyStep.target.name, {
      ...policy,
      name,
      arn: policyStep.target.name,
      path: '/irsa/',
    });
    const before = host.sandbox.world.calls.count;
    const { body: contested } = await host.post('/plans', { spec });
    expect(contested.violations.map(({ rule }: Violation) => rule)).toEqual([
      'not-managed-by-backstage',
      'not-managed-by-backstage',
    ]);
    expect((await host.put(spec)).status).toBe(400);
    expect(writesSince(before)).toEqual([]);
  });

  it('creates one set of objects for identical simultaneous requests, and answers all of them', async () => {
    const before = host.sandbox.world.calls.count;
    const spec = specOf({ name: 'popular' });
    const answers = await Promise.all(
      Array.from({ length: 8 }, () => host.put(spec)),
    );
    expect(answers.map(({ status }) => status)).toEqual(Array(8).fill(200));
    const arns = answers.map(({ body }) => body.serviceAccount.roleArn);
    expect(new Set(arns).size).toBe(1);
    expect(writesSince(before)).toEqual([
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'create serviceaccounts',
    ]);
  });

  it('responds immediately on request, and shows each completed step', async () => {
    const { status, body } = await host.put(specOf({ name: 'patient' }), {
      Prefer: 'respond-async',
    });
    expect(status).toBe(202);
    let operation: Operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    expect(operation.status).toBe('succeeded');
    expect(operation.result?.verification?.status).toBe('verified');
    for (const step of operation.steps) {
      expect(step).toMatchObject({
        status: 'succeeded',
        startedAt: expect.any(String),
        finishedAt: expect.any(String),
        message: expect.any(String),
      });
    }
  });
});
