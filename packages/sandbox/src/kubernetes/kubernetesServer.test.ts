import { get } from 'node:https';
import { text } from 'node:stream/consumers';
import {
  ApiException,
  AppsV1Api,
  AuthenticationV1Api,
  AuthorizationV1Api,
  CoreV1Api,
  KubeConfig,
  RbacAuthorizationV1Api,
  Watch,
} from '@kubernetes/client-node';
import { createLocalJWKSet, jwtVerify } from 'jose';
import { makeCompany } from '../company';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { kubeconfig, startKubernetesServer, type KubernetesServer } from '.';

const ROLE = 'arn:aws:iam::111122223333:role/orders';

/** Reads a path as the administrator with a plain HTTP client. */
function fetchPath(cluster: Cluster, path: string): Promise<string> {
  const [token] = cluster.users.keys();
  return new Promise((resolve, reject) => {
    get(
      `${cluster.endpoint}${path}`,
      {
        ca: cluster.certificateAuthority,
        headers: { Authorization: `Bearer ${token}` },
      },
      response => resolve(text(response)),
    ).on('error', reject);
  });
}

describe('the Kubernetes API for @kubernetes/client-node', () => {
  let world: World;
  let cluster: Cluster;
  let server: KubernetesServer;
  let config: KubeConfig;
  let core: CoreV1Api;

  beforeAll(async () => {
    world = await makeCompany();
    const found = world.clusters.get('prod-eu');
    if (!found) throw new Error('there is no prod-eu');
    cluster = found;
    server = await startKubernetesServer(world, cluster, {
      host: '127.0.0.1',
      port: 0,
      authenticateAwsToken: async token =>
        token === 'k8s-aws-v1.good'
          ? 'arn:aws:iam::111122223333:user/administrator'
          : null,
    });
    config = new KubeConfig();
    config.loadFromString(kubeconfig([cluster]));
    core = config.makeApiClient(CoreV1Api);
  });

  afterAll(() => server.close());

  function as(token: string): KubeConfig {
    const other = new KubeConfig();
    other.loadFromOptions({
      clusters: config.clusters,
      users: [{ name: 'other', token }],
      contexts: [{ name: 'other', cluster: cluster.name, user: 'other' }],
      currentContext: 'other',
    });
    return other;
  }

  async function makeNamespace(name: string): Promise<string> {
    await core.createNamespace({ body: { metadata: { name } } });
    return name;
  }

  /** Returns the error of the API server. */
  async function refusal(
    call: Promise<unknown>,
  ): Promise<{ code: number; reason: string; message: string }> {
    const error = await call.then(
      () => undefined,
      (reason: unknown) => reason,
    );
    if (!(error instanceof ApiException)) throw error ?? new Error('no error');
    const { code, reason, message } = JSON.parse(error.body);
    return { code, reason, message };
  }

  it.each(['/api/v1/namespaces/%', '//'])(
    'answers %s, which is not a valid path',
    async path => {
      expect(JSON.parse(await fetchPath(cluster, path))).toMatchObject({
        code: 400,
        reason: 'BadRequest',
      });
    },
  );

  it('pages lists without losing or repeating an object', async () => {
    const whole = await core.listServiceAccountForAllNamespaces();
    const names: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await core.listServiceAccountForAllNamespaces({
        limit: 7,
        _continue: token,
      });
      expect(page.items.length).toBeLessThanOrEqual(7);
      names.push(...page.items.map(item => item.metadata?.uid));
      token = page.metadata?._continue;
    } while (token);
    expect(names).toEqual(whole.items.map(item => item.metadata?.uid));
  });

  it('pages the results of selectors without a count of the remaining items', async () => {
    const fieldSelector = 'metadata.namespace!=kube-system';
    const whole = await core.listServiceAccountForAllNamespaces();
    const names: (string | undefined)[] = [];
    let token: string | undefined;
    do {
      const page = await core.listServiceAccountForAllNamespaces({
        fieldSelector,
        limit: 2,
        _continue: token,
      });
      expect(page.metadata?.remainingItemCount).toBeUndefined();
      names.push(...page.items.map(item => item.metadata?.uid));
      token = page.metadata?._continue;
    } while (token);
    expect(names).toEqual(
      whole.items
        .filter(item => item.metadata?.namespace !== 'kube-system')
        .map(item => item.metadata?.uid),
    );
  });

  it('selects by label and field', async () => {
    const byLabel = await core.listNamespace({ labelSelector: 'team=shop' });
    const byField = await core.listNamespace({
      fieldSelector: 'metadata.name=data',
    });
    expect(
      [...byLabel.items, ...byField.items].map(item => item.metadata?.name),
    ).toEqual(['shop', 'data']);
  });

  it('gives a namespace its label and its default ServiceAccount', async () => {
    const namespace = await makeNamespace('fresh');
    const { metadata } = await core.readNamespace({ name: namespace });
    const accounts = await core.listNamespacedServiceAccount({ namespace });
    expect(metadata?.labels).toEqual({
      'kubernetes.io/metadata.name': 'fresh',
    });
    expect(accounts.items.map(item => item.metadata?.name)).toEqual([
      'default',
    ]);
  });

  it('returns errors with the messages of the API server', async () => {
    const namespace = await makeNamespace('refusals');
    const body = (name: string) => ({ metadata: { name } });
    const pod = (serviceAccountName: string) => ({
      metadata: { name: 'p' },
      spec: { serviceAccountName, containers: [{ name: 'a', image: 'b' }] },
    });
    const cases: [Promise<unknown>, number, string, string][] = [
      [
        core.readNamespacedServiceAccount({ name: 'x', namespace }),
        404,
        'NotFound',
        'serviceaccounts "x" not found',
      ],
      [
        core.createNamespacedServiceAccount({
          namespace,
          body: body('default'),
        }),
        409,
        'AlreadyExists',
        'serviceaccounts "default" already exists',
      ],
      [
        core.createNamespacedServiceAccount({ namespace, body: body('Bad') }),
        422,
        'Invalid',
        'ServiceAccount "Bad" is invalid: metadata.name: Invalid value: "Bad": a lowercase RFC 1123 subdomain must consist of',
      ],
      [
        core.createNamespacedPod({
          namespace,
          body: { metadata: { name: 'p' }, spec: { containers: [] } },
        }),
        422,
        'Invalid',
        'Pod "p" is invalid: spec.containers: Required value',
      ],
      [
        core.createNamespacedPod({ namespace: 'nowhere', body: pod('a') }),
        404,
        'NotFound',
        'namespaces "nowhere" not found',
      ],
      [
        core.createNamespacedPod({ namespace, body: pod('ghost') }),
        403,
        'Forbidden',
        'pods "p" is forbidden: error looking up service account refusals/ghost: serviceaccount "ghost" not found',
      ],
    ];
    for (const [call, code, reason, message] of cases) {
      const refused = await refusal(call);
      expect(refused).toEqual({
        code,
        reason,
        message: expect.stringContaining(message),
      });
    }
  });

  it('rejects an update of an object that changed in the meantime', async () => {
    const namespace = await makeNamespace('races');
    const name = 'default';
    const read = await core.readNamespacedServiceAccount({ name, namespace });
    await core.replaceNamespacedServiceAccount({
      name,
      namespace,
      body: { ...read, automountServiceAccountToken: false },
    });
    const late = await refusal(
      core.replaceNamespacedServiceAccount({ name, namespace, body: read }),
    );
    expect(late).toEqual({
      code: 409,
      reason: 'Conflict',
      message:
        'Operation cannot be fulfilled on serviceaccounts "default": the object has been modified; please apply your changes to the latest version and try again',
    });
  });

  it('changes nothing in a dry run, and does not log it as a write', async () => {
    const namespace = await makeNamespace('dry');
    world.calls.clear();
    await core.createNamespacedServiceAccount({
      namespace,
      body: { metadata: { name: 'a' } },
      dryRun: 'All',
    });
    const { items } = await core.listNamespacedServiceAccount({ namespace });
    expect(items.map(item => item.metadata?.name)).toEqual(['default']);
    expect(world.calls.all()).toMatchObject([
      {
        service: 'kubernetes',
        operation: 'create serviceaccounts',
        caller: 'administrator',
        write: false,
        target: 'prod-eu',
        status: 201,
        accesses: [{ action: 'create serviceaccounts', resource: namespace }],
      },
      { operation: 'list serviceaccounts', write: false, status: 200 },
    ]);
  });

  it('issues tokens that verify against its published keys', async () => {
    const namespace = await makeNamespace('tokens');
    const account = await core.readNamespacedServiceAccount({
      name: 'default',
      namespace,
    });
    const { status, spec } = await core.createNamespacedServiceAccountToken({
      name: 'default',
      namespace,
      body: {
        spec: { audiences: ['sts.amazonaws.com'], expirationSeconds: 600 },
      },
    });
    const keys = createLocalJWKSet(
      JSON.parse(await fetchPath(cluster, '/openid/v1/jwks')),
    );
    const { payload } = await jwtVerify(status?.token ?? '', keys, {
      issuer: cluster.issuer,
      audience: 'sts.amazonaws.com',
      subject: 'system:serviceaccount:tokens:default',
    });
    expect(spec?.expirationSeconds).toBe(600);
    expect((payload.exp ?? 0) - (payload.iat ?? 0)).toBe(600);
    expect(payload['kubernetes.io']).toEqual({
      namespace: 'tokens',
      serviceaccount: { name: 'default', uid: account.metadata?.uid },
    });
  });

  it.each([
    [60, { code: 422, reason: 'Invalid' }],
    [100_000, { expirationSeconds: 86_400 }],
  ])('limits token lifetimes: %d s', async (asked, expected) => {
    const call = core.createNamespacedServiceAccountToken({
      name: 'default',
      namespace: 'shop',
      body: { spec: { audiences: ['a'], expirationSeconds: asked } },
    });
    const seen = 'code' in expected ? await refusal(call) : (await call).spec;
    expect(seen).toMatchObject(expected);
  });

  it('authenticates tokens and reviews them', async () => {
    const namespace = await makeNamespace('bearers');
    const request = (audiences: string[]) =>
      core
        .createNamespacedServiceAccountToken({
          name: 'default',
          namespace,
          body: { spec: { audiences } },
        })
        .then(({ status }) => status?.token ?? '');
    const whoami = (token: string) =>
      as(token)
        .makeApiClient(AuthenticationV1Api)
        .createSelfSubjectReview({ body: {} })
        .then(({ status }) => status?.userInfo?.username);
    const forApi = await request(['https://kubernetes.default.svc']);
    const forSts = await request(['sts.amazonaws.com']);
    expect(await whoami(forApi)).toBe('system:serviceaccount:bearers:default');
    expect(await whoami('k8s-aws-v1.good')).toBe(
      'arn:aws:iam::111122223333:user/administrator',
    );
    for (const token of [forSts, 'k8s-aws-v1.bad', 'nonsense']) {
      // The client drops the body of this response.
      await expect(whoami(token)).rejects.toMatchObject({ code: 401 });
    }
    const review = (token: string, audiences: string[]) =>
      config
        .makeApiClient(AuthenticationV1Api)
        .createTokenReview({ body: { spec: { token, audiences } } })
        .then(({ status }) => status?.authenticated ?? false);
    expect(await review(forSts, ['sts.amazonaws.com'])).toBe(true);
    expect(await review(forSts, ['https://kubernetes.default.svc'])).toBe(
      false,
    );
    await core.deleteNamespacedServiceAccount({ name: 'default', namespace });
    expect(await review(forSts, ['sts.amazonaws.com'])).toBe(false);
  });

  it('authorizes by RBAC, and answers access reviews', async () => {
    const namespace = await makeNamespace('permissions');
    const rbac = config.makeApiClient(RbacAuthorizationV1Api);
    await rbac.createNamespacedRole({
      namespace,
      body: {
        metadata: { name: 'reader' },
        rules: [{ verbs: ['list'], apiGroups: [''], resources: ['pods'] }],
      },
    });
    await rbac.createNamespacedRoleBinding({
      namespace,
      body: {
        metadata: { name: 'reader' },
        roleRef: {
          apiGroup: 'rbac.authorization.k8s.io',
          kind: 'Role',
          name: 'reader',
        },
        subjects: [{ kind: 'ServiceAccount', name: 'default', namespace }],
      },
    });
    const { status } = await core.createNamespacedServiceAccountToken({
      name: 'default',
      namespace,
      body: { spec: { audiences: ['https://kubernetes.default.svc'] } },
    });
    const bearer = as(status?.token ?? '');
    const itself = bearer.makeApiClient(CoreV1Api);
    const decide = (resource: string) =>
      bearer
        .makeApiClient(AuthorizationV1Api)
        .createSelfSubjectAccessReview({
          body: {
            spec: { resourceAttributes: { verb: 'list', resource, namespace } },
          },
        })
        .then(({ status: decision }) => decision?.allowed);
    expect((await itself.listNamespacedPod({ namespace })).items).toEqual([]);
    expect(await decide('pods')).toBe(true);
    expect(await decide('serviceaccounts')).toBe(false);
    expect(
      await refusal(itself.listNamespacedServiceAccount({ namespace })),
    ).toEqual({
      code: 403,
      reason: 'Forbidden',
      message:
        'serviceaccounts is forbidden: User "system:serviceaccount:permissions:default" cannot list resource "serviceaccounts" in API group "" in the namespace "permissions"',
    });
  });

  it('watches from the position where a list ended', async () => {
    const namespace = await makeNamespace('watched');
    const { metadata } = await core.listNamespacedServiceAccount({ namespace });
    const seen: string[] = [];
    const done = new Promise<void>((resolve, reject) => {
      void new Watch(config).watch(
        `/api/v1/namespaces/${namespace}/serviceaccounts`,
        {
          resourceVersion: metadata?.resourceVersion,
          labelSelector: 'seen=yes',
        },
        (type, object) => {
          seen.push(`${type} ${object.metadata.name}`);
          if (seen.length === 3) resolve();
        },
        reject,
      );
    });
    const make = (name: string, labels: Record<string, string>) =>
      core.createNamespacedServiceAccount({
        namespace,
        body: { metadata: { name, labels } },
      });
    await make('unseen', {});
    const account = await make('a', { seen: 'yes' });
    await core.replaceNamespacedServiceAccount({
      name: 'a',
      namespace,
      body: { ...account, automountServiceAccountToken: false },
    });
    const changed = await core.readNamespacedServiceAccount({
      name: 'a',
      namespace,
    });
    changed.metadata = { ...changed.metadata, labels: {} };
    await core.replaceNamespacedServiceAccount({
      name: 'a',
      namespace,
      body: changed,
    });
    await done;
    expect(seen).toEqual(['ADDED a', 'MODIFIED a', 'DELETED a']);
  });

  it('runs the pods of Deployments with injected variables, and recreates them', async () => {
    const namespace = await makeNamespace('runs');
    const apps = config.makeApiClient(AppsV1Api);
    const labels = { app: 'web' };
    await apps.createNamespacedDeployment({
      namespace,
      body: {
        metadata: { name: 'web' },
        spec: {
          replicas: 2,
          selector: { matchLabels: labels },
          template: {
            metadata: { labels },
            spec: {
              serviceAccountName: 'web',
              containers: [{ name: 'app', image: 'nginx' }],
            },
          },
        },
      },
    });
    const list = async () =>
      (await core.listNamespacedPod({ namespace, labelSelector: 'app=web' }))
        .items;
    expect(await list()).toEqual([]);
    const { items: events } = await core.listNamespacedEvent({ namespace });
    expect(events.map(({ reason }) => reason)).toEqual(['FailedCreate']);

    await core.createNamespacedServiceAccount({
      namespace,
      body: {
        metadata: {
          name: 'web',
          annotations: { 'eks.amazonaws.com/role-arn': ROLE },
        },
      },
    });
    const pods = await list();
    expect(pods.map(({ status }) => status?.phase)).toEqual([
      'Running',
      'Running',
    ]);
    expect(pods[0].spec?.containers[0].env).toContainEqual({
      name: 'AWS_ROLE_ARN',
      value: ROLE,
    });
    const deployment = await apps.readNamespacedDeployment({
      name: 'web',
      namespace,
    });
    expect(deployment.status?.availableReplicas).toBe(2);

    if (deployment.spec) {
      deployment.spec.replicas = 1;
      deployment.spec.template.metadata = { labels, annotations: { v: '2' } };
    }
    await apps.replaceNamespacedDeployment({
      name: 'web',
      namespace,
      body: deployment,
    });
    const renewed = await list();
    expect(renewed.map(({ metadata }) => metadata?.annotations)).toEqual([
      { v: '2' },
    ]);
    await apps.deleteNamespacedDeployment({ name: 'web', namespace });
    expect(await list()).toEqual([]);
  });

  it('deletes a namespace with all its objects', async () => {
    const namespace = await makeNamespace('ending');
    await core.deleteNamespace({ name: namespace });
    expect(
      await refusal(
        core.createNamespacedServiceAccount({
          namespace,
          body: { metadata: { name: 'late' } },
        }),
      ),
    ).toMatchObject({
      code: 403,
      message: expect.stringContaining(
        'unable to create new content in namespace ending because it is being terminated',
      ),
    });
    const deadline = Date.now() + 5000;
    while (Date.now() < deadline) {
      const { items } = await core.listNamespace({
        fieldSelector: 'metadata.name=ending',
      });
      if (items.length === 0) break;
    }
    expect((await refusal(core.readNamespace({ name: namespace }))).code).toBe(
      404,
    );
    const { items } = await core.listServiceAccountForAllNamespaces();
    expect(
      items.filter(item => item.metadata?.namespace === namespace),
    ).toEqual([]);
  });
});
