import { setTimeout as sleep } from 'node:timers/promises';
import {
  EKS_ANNOTATIONS,
  type IamServiceAccountSpec,
  type Verification,
} from '@backstage-irsa/core/model';
import { GenuineApiServer } from '../__testUtils__/genuineApiServer';
import type { TestHost } from '../__testUtils__/host';
import { BASE, startWith, without } from '../__testUtils__/iam/identity';
import { permissionsOf } from '../__testUtils__/iam/permissions';
import { specOf } from '../__testUtils__/core';
import { templateActions } from '../__testUtils__/templateActions';
import { describeOtherTools } from './otherTools.stories';

const PATIENCE_MS = 20_000;

/** Retries, because RBAC changes take effect with a short delay on a genuine API server. */
async function eventually<T>(
  ask: () => Promise<T>,
  isWanted: (answer: T) => boolean,
): Promise<T> {
  const last = Date.now() + PATIENCE_MS;
  for (;;) {
    const answer = await ask();
    if (isWanted(answer) || Date.now() > last) return answer;
    await sleep(100);
  }
}

/** Starts the backend with a genuine API server, on which it has only the permissions in these files. */
async function startGenuine(
  files: string[],
  options: { namespace?: string; createNamespaces?: boolean } = {},
) {
  const templates = templateActions();
  let server: GenuineApiServer | undefined;
  try {
    const host = await startWith(files, {
      features: templates.features,
      irsa: {
        provisioning: {
          createNamespaces: options.createNamespaces ?? false,
          createOidcProviders: false,
        },
      },
      replaceApiServer: async cluster => {
        server = await GenuineApiServer.start(cluster);
        if (options.namespace) {
          await server.core.createNamespace({
            body: { metadata: { name: options.namespace } },
          });
        }
        return server.controlPlane.kubeconfig;
      },
    });
    const genuine = server!;
    return {
      // Administrator calls in tests go to the genuine cluster too.
      host: { ...host, kubeconfig: genuine.controlPlane.kubeconfig },
      templates,
      genuine,
      stop: async () => {
        await host.stop();
        await genuine.stop();
      },
    };
  } catch (error) {
    await server?.stop();
    throw error;
  }
}

type Genuine = Awaited<ReturnType<typeof startGenuine>>;

const idOf = async (
  host: TestHost,
  { namespace, name }: IamServiceAccountSpec,
): Promise<string> => {
  const { body } = await host.get(
    `/service-accounts?cluster=prod-eu&namespace=${namespace}`,
  );
  return body.items.find((item: { name: string }) => item.name === name).id;
};

const verify = async (
  host: TestHost,
  id: string,
  live = false,
): Promise<Verification> =>
  (await host.post(`/service-accounts/${id}/verifications`, { live })).body;

const spec = specOf({
  grants: [{ service: 's3', access: 'write', resource: 'orders-uploads' }],
});

describe('all steps on a genuine API server, with exactly the documented permissions', () => {
  let all: Genuine;
  let id: string;

  beforeAll(async () => {
    all = await startGenuine(BASE, { namespace: spec.namespace });
    await all.templates.run('irsa:service-account:create', spec);
    id = await idOf(all.host, spec);
  });
  afterAll(() => all?.stop());

  it('the template action created the ServiceAccount', async () => {
    const { metadata } = await all.genuine.core.readNamespacedServiceAccount({
      namespace: spec.namespace,
      name: spec.name,
    });
    const { body } = await all.host.get(`/service-accounts/${id}`);
    expect(body.roleArn).toMatch(/^arn:aws:iam::111122223333:role\/irsa\//);
    expect(metadata?.annotations).toMatchObject({
      [EKS_ANNOTATIONS.roleArn]: body.roleArn,
    });
  });

  it('the API server publishes the keys that AWS trusts', async () => {
    const { issuer, signingKey } =
      all.host.sandbox.world.clusters.get('prod-eu')!;
    const { keys, discovery } = await all.genuine.issuer();
    expect(discovery.issuer).toBe(issuer);
    expect(keys.map(({ kid, n }) => ({ kid, n }))).toEqual([
      {
        kid: signingKey.kid,
        n: signingKey.publicKey.export({ format: 'jwk' }).n,
      },
    ]);
  });

  it('a token of the API server proves access, and the status is verified', async () => {
    const verification = await verify(all.host, id, true);
    expect(verification).toMatchObject({
      status: 'verified',
      liveProof: { result: 'proved' },
    });
    expect(verification.checks.map(({ result }) => result)).not.toContain(
      'unknown',
    );
  });

  it('the webhook injects role and token into a pod, and the backend detects it', async () => {
    const pod = await all.genuine.core.createNamespacedPod({
      namespace: spec.namespace,
      body: {
        metadata: { name: 'one' },
        spec: {
          serviceAccountName: spec.name,
          containers: [{ name: 'app', image: 'app:1' }],
        },
      },
    });
    const { body } = await all.host.get(`/service-accounts/${id}`);
    expect(pod.spec?.containers[0].env).toEqual(
      expect.arrayContaining([
        { name: 'AWS_ROLE_ARN', value: body.roleArn },
        {
          name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
          value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
        },
      ]),
    );
    expect(pod.spec?.volumes).toContainEqual(
      expect.objectContaining({ name: 'aws-iam-token' }),
    );
    const { checks } = await verify(all.host, id);
    expect(checks.find(check => check.id === 'pods-injected')).toMatchObject({
      result: 'pass',
    });
  });

  it.each([
    ['get serviceaccounts', 'cluster-role.yaml'],
    ['list pods', 'cluster-role.yaml'],
  ])(
    'without the permission to %s, the result is unknown and names the permission',
    async (name, file) => {
      const permission = permissionsOf(file).find(one => one.name === name)!;
      const verification = await without(all.host, permission, () =>
        eventually(
          () => verify(all.host, id),
          ({ status }) => status === 'unknown',
        ),
      );
      expect(verification.status).toBe('unknown');
      const [verb, resource] = name.split(' ');
      const unknown = verification.checks.filter(
        ({ result }) => result === 'unknown',
      );
      expect(JSON.stringify(unknown)).toMatch(
        new RegExp(`${verb} (resource .{0,3})?${resource}`),
      );
      expect(verification.checks.map(({ result }) => result)).not.toContain(
        'fail',
      );
      await eventually(
        () => verify(all.host, id),
        ({ status }) => status === 'verified',
      );
    },
  );

  it('without the permission to request tokens, the proof fails and names the permission', async () => {
    const permission = permissionsOf('token-requester-role.yaml').find(
      one => one.name === 'create serviceaccounts/token',
    )!;
    const { liveProof } = await without(all.host, permission, () =>
      eventually(
        () => verify(all.host, id, true),
        ({ liveProof: proof }) => proof?.result === 'failed',
      ),
    );
    expect(liveProof).toMatchObject({
      result: 'failed',
      reason: expect.stringContaining('create serviceaccounts/token'),
    });
  });

  it('the backend writes nothing in a namespace without its Role', async () => {
    await all.genuine.core.createNamespace({
      body: { metadata: { name: 'elsewhere' } },
    });
    const { status, body } = await all.host.put(
      specOf({ namespace: 'elsewhere', name: 'orders' }),
    );
    expect(status).toBeGreaterThanOrEqual(400);
    expect(JSON.stringify(body)).toContain('serviceaccounts');
    const { items } = await all.genuine.core.listNamespacedServiceAccount({
      namespace: 'elsewhere',
    });
    expect(items.map(({ metadata }) => metadata?.name)).not.toContain('orders');
  });

  describe('other tools that write to a ServiceAccount', () => {
    describeOtherTools(() => all.genuine.core, 'tools');
    beforeAll(() =>
      all.genuine.core.createNamespace({
        body: { metadata: { name: 'tools' } },
      }),
    );
  });

  it('applying the same spec again changes nothing, and a deletion leaves nothing behind', async () => {
    const again = await all.host.post('/plans', { spec });
    expect(
      again.body.steps.map(({ action }: { action: string }) => action),
    ).toEqual(again.body.steps.map(() => 'none'));
    await all.host.delete(`/service-accounts/${id}`).expect(200);
    const { items } = await all.genuine.core.listNamespacedServiceAccount({
      namespace: spec.namespace,
    });
    expect(items.map(({ metadata }) => metadata?.name)).toEqual(['default']);
  });
});

describe('a namespace that does not exist yet, on a genuine API server', () => {
  let all: Genuine;
  const fresh = { ...spec, namespace: 'current' };

  beforeAll(async () => {
    all = await startGenuine(
      [
        'cluster-role.namespaces.yaml',
        'cluster-role.yaml',
        'iam-policy.read.json',
        'iam-policy.write.json',
      ],
      { createNamespaces: true },
    );
  });
  afterAll(() => all?.stop());

  it('is created by the template action, and verified without a live proof', async () => {
    await all.templates.run('irsa:service-account:create', fresh);
    const { status } = await all.genuine.core.readNamespace({
      name: fresh.namespace,
    });
    expect(status?.phase).toBe('Active');
    const verification = await verify(
      all.host,
      await idOf(all.host, fresh),
      true,
    );
    expect(verification).toMatchObject({
      status: 'verified',
      liveProof: null,
      noLiveProofReason: expect.stringContaining('tokenRequestAccess'),
    });
  });
});
