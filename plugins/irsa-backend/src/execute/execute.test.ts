import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { EKSClient } from '@aws-sdk/client-eks';
import { IAMClient } from '@aws-sdk/client-iam';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import type { Effect } from '@backstage-irsa/core/planning';
import { desiredWith } from '../__testUtils__/core';
import type { ExecutionContext } from './context';
import { describeKubernetesError } from '../observe/kubernetes/errors';
import { execute } from './execute';

const desired = desiredWith();
const { tags, trust } = desired;
const policy = desired.policy!;

const createRole = (name: string, change = {}): Effect => ({
  type: 'create-role',
  arn: `arn:aws:iam::111122223333:role/irsa/${name}`,
  name,
  path: '/irsa/',
  trust,
  tags,
  maxSessionDurationSeconds: 3600,
  ...change,
});
const deleteRole = (name: string): Effect => ({
  type: 'delete-role',
  name,
  entry: {
    providerArn: desired.providerArn,
    subject: 'system:serviceaccount:production:uploads',
    audience: desired.audience,
    shared: true,
    alone: false,
    mechanism: 'irsa',
    keepsOther: false,
  },
});
const createPolicy = (name: string, change = {}): Effect => ({
  type: 'create-policy',
  arn: `arn:aws:iam::111122223333:policy/irsa/${name}`,
  name,
  path: '/irsa/',
  document: policy,
  tags,
  ...change,
});
const createAccount = (name: string, change = {}): Effect => ({
  type: 'create-service-account',
  namespace: 'production',
  name,
  annotations: desired.annotations,
  labels: desired.labels,
  ...change,
});

describe('execute', () => {
  const directory = mkdtempSync(join(tmpdir(), 'irsa-execute-'));
  let sandbox: Sandbox;
  let context: ExecutionContext;

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(join(directory, 'kubeconfig'));
    const options = {
      endpoint: sandbox.awsEndpoint,
      region: 'eu-west-1',
      credentials: sandbox.administrators.get('111122223333')!,
    };
    context = {
      iam: new IAMClient(options),
      eks: new EKSClient(options),
      core: async () => kubeConfig.makeApiClient(CoreV1Api),
      trustWrites: {
        recent: async () => ({ isRecent: false, isOutdated: () => false }),
        record: async () => {},
      },
    };
  });
  afterAll(async () => {
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  const run = (effect: Effect, settling = false) =>
    execute(effect, context, { settling });
  /** Fails the first call of an operation, as IAM does while it propagates a change. Returns whether it failed. */
  const failOnce = (operation: string, code: string) => {
    const { middlewareStack } = context.iam;
    const name = `${operation} fails once`;
    let failed = false;
    middlewareStack.add(
      (next, { commandName }) =>
        async args => {
          if (commandName !== `${operation}Command`) return next(args);
          middlewareStack.remove(name);
          failed = true;
          throw Object.assign(new Error(code), {
            name: code,
            $fault: 'client',
            $metadata: {},
          });
        },
      { step: 'initialize', name },
    );
    return () => failed;
  };

  it('treats a policy version as created when the response was lost, but rejects a version over the limit', async () => {
    await run(createPolicy('versions'));
    const arn = 'arn:aws:iam::111122223333:policy/irsa/versions';
    const version = (bucket: string): Effect => ({
      ...{ type: 'create-policy-version', arn },
      document: {
        Version: '2012-10-17',
        Statement: [
          {
            Effect: 'Allow',
            Action: ['s3:ListBucket'],
            Resource: `arn:aws:s3:::${bucket}`,
          },
        ],
      },
    });
    for (const bucket of ['two', 'three', 'four']) await run(version(bucket));
    sandbox.world.disturbances.replace([
      {
        ...{ kind: 'cut-off', service: 'iam', count: 1 },
        operation: 'CreatePolicyVersion',
      },
    ]);
    const place = sandbox.world.calls.count;
    await run(version('five'));
    const sent = sandbox.world.calls
      .since(place)
      .filter(({ operation }) => operation === 'CreatePolicyVersion');
    expect(sent.length).toBeGreaterThan(1);
    const { versions } = sandbox.world.accounts
      .get('111122223333')!
      .policies.get(arn)!;
    expect(versions).toHaveLength(5);
    await expect(run(version('six'))).rejects.toMatchObject({
      name: 'LimitExceededException',
    });
  });

  it.each<[string, string, string, Effect[]]>([
    [
      'a role that it created and cannot read yet',
      'GetRole',
      'NoSuchEntity',
      [createRole('unseen')],
    ],
    [
      'a policy that it created and cannot read yet',
      'GetPolicy',
      'NoSuchEntity',
      [createPolicy('unseen')],
    ],
    [
      'the deletion of a role whose detached policies IAM still reports',
      'DeleteRole',
      'DeleteConflict',
      [createRole('emptied'), deleteRole('emptied')],
    ],
  ])('waits for %s', async (...[, operation, code, effects]) => {
    await run(effects[0]);
    const hasFailed = failOnce(operation, code);
    const last = effects[effects.length - 1];
    await expect(run(last, true)).resolves.toBeUndefined();
    expect(hasFailed()).toBe(true);
  });

  it('deletes a role that IAM does not show yet', async () => {
    await run(createRole('hidden'));
    const hasFailed = failOnce('GetRole', 'NoSuchEntity');
    await run(deleteRole('hidden'));
    expect(hasFailed()).toBe(true);
    const { roles } = sandbox.world.accounts.get('111122223333')!;
    expect([...roles.keys()]).not.toContain('hidden');
  });

  const again = {
    roleName: 'again',
    policyArn: 'arn:aws:iam::111122223333:policy/irsa/again',
  };

  it.each<[string, Effect[]]>([
    ['creating a role', [createRole('again')]],
    ['creating a policy', [createPolicy('again')]],
    ['creating a ServiceAccount', [createAccount('again')]],
    [
      'creating a namespace',
      [{ type: 'create-namespace', name: 'again', labels: {} }],
    ],
    [
      'creating an OIDC provider',
      [
        {
          type: 'create-oidc-provider',
          arn: desired.providerArn,
          url: desired.cluster.issuer,
          clientId: 'sts.amazonaws.com',
          tags: {},
        },
      ],
    ],
    [
      'attaching a policy',
      [
        createRole('again'),
        createPolicy('again'),
        { type: 'attach-role-policy', ...again },
      ],
    ],
    [
      'detaching a policy',
      [
        createRole('again'),
        createPolicy('again'),
        { type: 'attach-role-policy', ...again },
        { type: 'detach-role-policy', ...again },
      ],
    ],
  ])('is idempotent for %s', async (_, effects) => {
    const { roles, policies, oidcProviders } =
      sandbox.world.accounts.get('111122223333')!;
    const stored = () =>
      JSON.stringify([roles, policies, oidcProviders], (_key, value) =>
        value instanceof Map ? [...value] : value,
      );
    for (const effect of effects) await run(effect);
    const before = stored();
    await run(effects[effects.length - 1]);
    expect(JSON.parse(stored())).toEqual(JSON.parse(before));
  });

  it.each<[string, Effect, Effect]>([
    [
      'a role with another trust policy',
      createRole('a'),
      createRole('a', { trust: { ...trust, Statement: [] } }),
    ],
    [
      'a role without the tags of Backstage',
      createRole('b', { tags: {} }),
      createRole('b'),
    ],
    [
      'a role with another path',
      createRole('c', { path: '/', arn: 'arn:aws:iam::111122223333:role/c' }),
      createRole('c'),
    ],
    [
      'a policy with other statements',
      createPolicy('a'),
      createPolicy('a', {
        document: {
          ...policy,
          Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }],
        },
      }),
    ],
    [
      'a policy without the tags of Backstage',
      createPolicy('b', { tags: {} }),
      createPolicy('b'),
    ],
    [
      'a ServiceAccount without the annotations of the plan',
      createAccount('a', { annotations: {} }),
      createAccount('a'),
    ],
  ])('refuses to take over %s', async (_, theirs, ours) => {
    await run(theirs);
    await expect(run(ours)).rejects.toThrow(
      'was created by someone else during this change. It was not changed.',
    );
  });

  it('reports a policy with the same name at another path, after short waits', async () => {
    const arn = 'arn:aws:iam::111122223333:policy/taken';
    await run(createPolicy('Taken', { path: '/', arn }));
    const place = sandbox.world.calls.count;
    await expect(run(createPolicy('taken'), true)).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'Account 111122223333 has a policy taken at another path, and names of policies are unique in an account. Choose another roleName.',
    });
    const asked = sandbox.world.calls
      .since(place)
      .filter(({ operation }) => operation === 'CreatePolicy');
    expect(asked).toHaveLength(6);
  });

  it('waits for objects that IAM has not propagated yet, only after an earlier write', async () => {
    const roleName = 'late';
    await run(createPolicy('late'));
    const attach: Effect = {
      type: 'attach-role-policy',
      roleName,
      policyArn: 'arn:aws:iam::111122223333:policy/irsa/late',
    };
    await expect(run(attach)).rejects.toMatchObject({
      name: 'NoSuchEntityException',
    });
    const waiting = run(attach, true);
    await run(createRole(roleName));
    await waiting;
    const role = sandbox.world.accounts
      .get('111122223333')!
      .roles.get(roleName);
    expect(role?.attachedPolicyArns).toEqual([attach.policyArn]);
  });

  const patchAccount = (name: string): Effect => ({
    type: 'patch-service-account',
    namespace: 'production',
    name,
    uid: '00000000-0000-4000-8000-000000000000',
    annotations: { a: 'b' },
    labels: {},
  });

  it('refuses to change a ServiceAccount that was recreated meanwhile', async () => {
    await run(createAccount('reborn'));
    await expect(run(patchAccount('reborn'))).rejects.toMatchObject({
      name: 'ConflictError',
      message:
        'ServiceAccount production/reborn was deleted and recreated during this change. It was not changed. Plan again.',
    });
  });

  it('distinguishes a denial by an admission policy from a recreated ServiceAccount', async () => {
    await run(createAccount('denied'));
    sandbox.world.disturbances.replace([
      {
        kind: 'admission-policy',
        service: 'kubernetes',
        operation: 'patch serviceaccounts',
      },
    ]);
    const refused = run(patchAccount('denied')).catch(error => error);
    const described = describeKubernetesError(await refused, 'prod-eu');
    sandbox.world.disturbances.replace([]);
    expect(described).toContain('denied request: the request was disturbed');
    expect(described).not.toMatch(/recreated|Headers/);
  });

  it('merges annotations and labels, and keeps the existing ones', async () => {
    await run(createAccount('merged', { annotations: { theirs: 'kept' } }));
    const { metadata } = await (
      await context.core()
    ).readNamespacedServiceAccount({
      name: 'merged',
      namespace: 'production',
    });
    await run({
      type: 'patch-service-account',
      namespace: 'production',
      name: 'merged',
      uid: metadata?.uid ?? '',
      annotations: desired.annotations,
      labels: desired.labels,
    });
    const merged = await (
      await context.core()
    ).readNamespacedServiceAccount({
      name: 'merged',
      namespace: 'production',
    });
    expect(merged.metadata?.annotations).toEqual({
      theirs: 'kept',
      ...desired.annotations,
    });
  });
});
