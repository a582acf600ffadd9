import { setTimeout as sleep } from 'node:timers/promises';
import {
  CreateBucketCommand,
  GetObjectCommand,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { CoreV1Api, KubeConfig } from '@kubernetes/client-node';
import type {
  CheckResult,
  IamServiceAccountSpec,
  LayerReading,
  PlanStep,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import { startTestHost, type TestHost } from './__testUtils__/host';
import { specOf } from './__testUtils__/specs';

// Each ServiceAccount waits until its association is known.
jest.setTimeout(60_000);

const A = '111122223333';
const B = '444455556666';
const BUCKET = 'ledger-archive';
const boundaryIn = (id: string) =>
  `arn:aws:iam::${id}:policy/platform/service-boundary`;
const CHAIN = ['sts:AssumeRole', 'sts:TagSession'];

describe('a role of another account by EKS Pod Identity', () => {
  let host: TestHost;

  const world = () => host.sandbox.world;
  const account = (id: string) => world().accounts.get(id)!;
  const cluster = () => world().clusters.get('prod-eu')!;
  const associationOf = (name: string) =>
    [...cluster().podIdentityAssociations.values()].find(
      ({ serviceAccount }) => serviceAccount === name,
    );
  const rolesOf = (name: string) =>
    [A, B].map(id =>
      [...account(id).roles.values()].find(role =>
        role.name.startsWith(`${name}-`),
      ),
    );
  const namesLike = (name: string) =>
    [A, B].flatMap(id =>
      [...account(id).roles.keys(), ...account(id).policies.keys()].filter(
        text => text.includes(name),
      ),
    );
  const core = () => {
    const kubeConfig = new KubeConfig();
    kubeConfig.loadFromFile(host.kubeconfig);
    kubeConfig.setCurrentContext('prod-eu');
    return kubeConfig.makeApiClient(CoreV1Api);
  };
  const inB = (name: string, change: Partial<IamServiceAccountSpec> = {}) =>
    specOf({
      name,
      mechanism: 'pod-identity',
      accountId: B,
      grants: [{ service: 's3', access: 'read', resource: BUCKET }],
      ...change,
    });
  const actions = (steps: PlanStep[]) =>
    steps
      .filter(({ action }) => action !== 'none')
      .map(({ id, action }) => `${action} ${id}`);
  const rulesOf = async (spec: object) => {
    const { body } = await host.post('/plans', { spec });
    return body.violations.map(
      ({ field, rule }: Violation) => `${field} ${rule}`,
    );
  };
  const verify = async (id: string) =>
    (await host.post(`/service-accounts/${id}/verifications`, { live: false }))
      .body;
  const failing = ({ checks }: { checks: CheckResult[] }) =>
    checks.filter(({ result }) => result === 'fail').map(({ id }) => id);
  const writesSince = (at: Date) =>
    world()
      .calls.since(at)
      .filter(({ write }) => write)
      .map(({ operation }) => operation);

  /** What the SDK in a pod does: it hands its token to the agent. */
  const keysOf = async (name: string) => {
    const pod = await core().createNamespacedPod({
      namespace: 'production',
      body: {
        metadata: { name: `${name}-0` },
        spec: {
          serviceAccountName: name,
          containers: [{ name: 'app', image: 'app' }],
        },
      },
    });
    const { status } = await core().createNamespacedServiceAccountToken({
      namespace: 'production',
      name,
      body: {
        spec: {
          audiences: ['pods.eks.amazonaws.com'],
          expirationSeconds: 600,
          boundObjectRef: {
            apiVersion: 'v1',
            kind: 'Pod',
            name: `${name}-0`,
            uid: pod.metadata?.uid,
          },
        },
      },
    });
    const answer = await fetch(
      `${host.sandbox.awsEndpoint}/__sandbox/pod-identity-agent/v1/credentials?cluster=prod-eu`,
      { headers: { authorization: status?.token ?? '' } },
    );
    const text = await answer.text();
    if (answer.status !== 200) throw new Error(text);
    const { AccessKeyId, SecretAccessKey, Token } = JSON.parse(text);
    return {
      region: 'eu-west-1',
      endpoint: host.sandbox.awsEndpoint,
      forcePathStyle: true,
      credentials: {
        accessKeyId: AccessKeyId,
        secretAccessKey: SecretAccessKey,
        sessionToken: Token,
      },
    };
  };

  beforeAll(async () => {
    host = await startTestHost({
      irsa: {
        rules: [
          {
            owners: ['group:default/team'],
            clusters: ['*'],
            namespaces: ['*'],
            accounts: [A, B],
          },
        ],
        guardrails: {
          permissionsBoundaries: { [A]: boundaryIn(A), [B]: boundaryIn(B) },
        },
      },
    });
    const s3 = new S3Client({
      region: 'eu-west-1',
      endpoint: host.sandbox.awsEndpoint,
      forcePathStyle: true,
      credentials: host.sandbox.administrators.get(B)!,
    });
    await s3.send(new CreateBucketCommand({ Bucket: BUCKET }));
    await s3.send(
      new PutObjectCommand({ Bucket: BUCKET, Key: 'a', Body: 'x' }),
    );
  }, 60_000);
  afterAll(() => host?.stop());

  it('is made with its power last, and come to by a role that may do nothing else', async () => {
    const at = new Date();
    const { status, body } = await host.put(inB('ledger'));
    expect(body.error).toBeUndefined();
    expect(status).toBe(200);
    expect(writesSince(at)).toEqual([
      'CreateRole',
      'CreatePolicy',
      'CreateRole',
      'AttachRolePolicy',
      'PutRolePolicy',
      'CreatePodIdentityAssociation',
      'create serviceaccounts',
    ]);
    const [podRole, target] = rolesOf('ledger');
    expect(podRole).toMatchObject({
      path: '/irsa/',
      permissionsBoundaryArn: boundaryIn(A),
      attachedPolicyArns: [],
    });
    expect(
      [...podRole!.inlinePolicies].map(([name, text]) => [
        name,
        typeof text === 'string' ? JSON.parse(text) : text,
      ]),
    ).toEqual([
      [
        'assume-target-role',
        {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: CHAIN, Resource: target!.arn },
          ],
        },
      ],
    ]);
    expect(target).toMatchObject({
      path: '/irsa/',
      permissionsBoundaryArn: boundaryIn(B),
    });
    const tags = {
      'aws:RequestTag/eks-cluster-arn': cluster().arn,
      'aws:RequestTag/kubernetes-namespace': 'production',
      'aws:RequestTag/kubernetes-service-account': 'ledger',
    };
    const trusting = (Principal: object) => ({
      Version: '2012-10-17',
      Statement: [
        {
          Sid: expect.stringMatching(/^BackstageIrsa[0-9a-f]{16}$/),
          Effect: 'Allow',
          Principal,
          Action: CHAIN,
          Condition: { StringEquals: tags },
        },
      ],
    });
    expect(JSON.parse(podRole!.trustPolicy)).toEqual(
      trusting({ Service: 'pods.eks.amazonaws.com' }),
    );
    expect(JSON.parse(target!.trustPolicy)).toEqual(
      trusting({ AWS: podRole!.arn }),
    );
    expect(associationOf('ledger')).toMatchObject({
      roleArn: podRole!.arn,
      targetRoleArn: target!.arn,
    });
    expect(failing(body.verification)).toEqual([]);
    expect(body.verification.status).toBe('verified');
    expect(body.serviceAccount.drift).toEqual([]);
    const { body: again } = await host.put(inB('ledger'));
    expect(actions(again.steps)).toEqual([]);
  });

  it('gives pods what was granted to it, and nothing else', async () => {
    const config = await keysOf('ledger');
    const { Arn } = await new STSClient(config).send(
      new GetCallerIdentityCommand({}),
    );
    expect(Arn).toMatch(
      new RegExp(`^arn:aws:sts::${B}:assumed-role/ledger-[0-9a-f]{10}/eks-`),
    );
    const s3 = new S3Client(config);
    await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('is what the permissions are about, with the way that pods come', async () => {
    const { body: account_ } = await host.put(inB('ledger'));
    const { id, permissions } = account_.serviceAccount;
    expect(
      permissions.services.map(({ service }: { service: string }) => service),
    ).toEqual(['s3']);
    const { body } = await host.get(`/service-accounts/${id}/permissions`);
    const identity = body.layers.find(
      ({ layer }: LayerReading) => layer === 'identity',
    );
    const [podRole, target] = rolesOf('ledger');
    expect(identity.reason).toContain(target!.arn);
    expect(identity.reason).toContain(podRole!.name);
    const { body: simulated } = await host.post(
      `/service-accounts/${id}/simulations`,
      {
        requests: [
          { action: 's3:GetObject', resource: `arn:aws:s3:::${BUCKET}/a` },
          { action: 'sts:AssumeRole', resource: target!.arn },
        ],
      },
    );
    expect(
      simulated.results.map(
        ({ decision }: { decision: string }) => decision === 'Allowed',
      ),
    ).toEqual([true, false]);
    const { body: plan } = await host.post('/plans', {
      spec: inB('ledger', {
        grants: [{ service: 's3', access: 'read-write', resource: BUCKET }],
      }),
    });
    expect(
      plan.permissions.gained.flatMap(
        ({ actions: gained }: { actions: string[] }) => gained,
      ),
    ).toContain('s3:PutObject');
    expect(plan.permissions.lost).toEqual([]);
  });

  it.each([
    [
      'trust',
      (name: string) => {
        const [, target] = rolesOf(name);
        target!.trustPolicy = JSON.stringify({
          Version: '2012-10-17',
          Statement: [
            {
              Effect: 'Allow',
              Principal: { Service: 'lambda.amazonaws.com' },
              Action: 'sts:AssumeRole',
            },
          ],
        });
      },
      'update role',
    ],
    [
      'right to go on',
      (name: string) => {
        rolesOf(name)[0]!.inlinePolicies.clear();
      },
      'create pod-role-inline-policy',
    ],
  ])(
    'is found where its %s was taken out, and brought back',
    async (_, takeOut, drift) => {
      const { body } = await host.put(inB('ledger'));
      const { id } = body.serviceAccount;
      takeOut('ledger');
      expect(failing(await verify(id))).toEqual(['target-role']);
      const { body: read } = await host.get(`/service-accounts/${id}`);
      expect(actions(read.drift)).toEqual([drift]);
      const { body: mended } = await host.put(read.spec);
      expect(mended.verification.status).toBe('verified');
    },
  );

  it('is limited by a session policy, and told by the external ID then', async () => {
    const { body } = await host.put(
      inB('narrow', {
        grants: [{ service: 's3', access: 'read-write', resource: BUCKET }],
        sessionPolicyDocument: {
          Version: '2012-10-17',
          Statement: [
            { Effect: 'Allow', Action: 's3:GetObject', Resource: '*' },
          ],
        },
      }),
    );
    expect(body.verification.status).toBe('verified');
    const [, target] = rolesOf('narrow');
    expect(JSON.parse(target!.trustPolicy).Statement[0].Condition).toEqual({
      StringEquals: {
        'sts:ExternalId': associationOf('narrow')?.externalId,
      },
    });
    const s3 = new S3Client(await keysOf('narrow'));
    await s3.send(new GetObjectCommand({ Bucket: BUCKET, Key: 'a' }));
    await expect(
      s3.send(new PutObjectCommand({ Bucket: BUCKET, Key: 'b', Body: 'x' })),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('may be shared, and is left by one of them', async () => {
    const shared = (name: string) => inB(name, { roleName: 'shared-target' });
    const { body: one } = await host.put(shared('sharer-a'));
    const { body: two } = await host.put(shared('sharer-b'));
    expect(two.error).toBeUndefined();
    expect(two.verification.status).toBe('verified');
    const sids = () =>
      [A, B].map(
        id =>
          JSON.parse(account(id).roles.get('shared-target')!.trustPolicy)
            .Statement.length,
      );
    expect(sids()).toEqual([2, 2]);
    await host.delete(`/service-accounts/${one.serviceAccount.id}`);
    expect(sids()).toEqual([1, 1]);
    expect((await verify(two.serviceAccount.id)).status).toBe('verified');
    // Whoever had the pod role as its own could go on to the target.
    expect(
      await rulesOf(
        specOf({ name: 'thief', roleName: 'shared-target', grants: [] }),
      ),
    ).toContain('roleName pod-role');
  });

  it('is not come to by a role that has another use', async () => {
    const spec = specOf({ name: 'busy', mechanism: 'pod-identity' });
    await host.put(spec);
    expect(await rulesOf(inB('busy'))).toEqual(['accountId pod-role-clean']);
    const { body } = await host.put(inB('busy', { roleName: 'busy-moved' }));
    expect(body.error).toBeUndefined();
    expect(body.verification.status).toBe('verified');
    expect(namesLike('busy-').sort()).toEqual([
      `arn:aws:iam::${B}:policy/irsa/busy-moved`,
      'busy-moved',
      'busy-moved',
    ]);
  });

  it('is refused where the boundary of the pod role keeps it from the target', async () => {
    const boundary = account(A).policies.get(boundaryIn(A))!;
    const { versions } = boundary;
    const kept = versions.map(({ document }) => document);
    versions.forEach(version => {
      version.document = version.document.replace('role/irsa/', 'role/other/');
    });
    expect(await rulesOf(inB('bounded'))).toEqual([
      'accountId pod-role-boundary',
    ]);
    versions.forEach((version, index) => {
      version.document = kept[index];
    });
    expect(await rulesOf(inB('bounded'))).toEqual([]);
  });

  it('moves with its name, and takes both roles along', async () => {
    await host.put(inB('mover'));
    const { body } = await host.put(inB('mover', { roleName: 'mover-next' }));
    expect(body.error).toBeUndefined();
    expect(body.verification.status).toBe('verified');
    expect(namesLike('mover-').sort()).toEqual([
      `arn:aws:iam::${B}:policy/irsa/mover-next`,
      'mover-next',
      'mover-next',
    ]);
  });

  it('leaves nothing behind', async () => {
    const { body } = await host.put(inB('goner'));
    const at = new Date();
    const { status } = await host.delete(
      `/service-accounts/${body.serviceAccount.id}`,
    );
    expect(status).toBe(200);
    const writes = writesSince(at);
    expect(writes[0]).toBe('DeletePodIdentityAssociation');
    expect(writes.filter(name => name === 'DeleteRole')).toHaveLength(2);
    expect(namesLike('goner')).toEqual([]);
  });

  it('is taken back with what was made before it, when it cannot be given', async () => {
    account(A).serviceControlPolicies = [
      [
        {
          name: 'limit',
          document: JSON.stringify({
            Version: '2012-10-17',
            Statement: [
              { Effect: 'Allow', Action: '*', Resource: '*' },
              {
                Effect: 'Deny',
                Action: 'eks:CreatePodIdentityAssociation',
                Resource: '*',
              },
            ],
          }),
        },
      ],
    ];
    const { body } = await host.put(inB('refused'), {
      Prefer: 'respond-async',
    });
    let operation = body;
    while (operation.status === 'running') {
      await sleep(50);
      operation = (await host.get(`/operations/${body.id}`)).body;
    }
    account(A).serviceControlPolicies = [];
    expect(operation.status).toBe('failed');
    await host.post(`/operations/${body.id}/rollbacks`, {});
    expect(namesLike('refused')).toEqual([]);
  });

  it('is migrated to from IRSA in the same account, and back', async () => {
    const irsa = { ...inB('walker'), mechanism: 'irsa' as const };
    const { body } = await host.put(irsa);
    expect(body.error).toBeUndefined();
    const { id, roleArn } = body.serviceAccount;
    const migrate = (to: string) =>
      host.post(`/service-accounts/${id}/migrations`, { to });
    const { body: there } = await migrate('pod-identity');
    expect(there.error).toBeUndefined();
    expect(there.serviceAccount.verification.status).toBe('verified');
    expect(associationOf('walker')).toMatchObject({ targetRoleArn: roleArn });
    const { body: back } = await migrate('irsa');
    expect(back.error).toBeUndefined();
    expect(back.serviceAccount.verification.status).toBe('verified');
    const [podRole, target] = rolesOf('walker');
    expect(podRole).toBeUndefined();
    expect(target!.arn).toBe(roleArn);
    expect(JSON.parse(target!.trustPolicy).Statement).toHaveLength(1);
  });
});
