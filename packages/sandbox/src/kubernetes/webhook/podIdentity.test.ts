import type { Container, Pod, ServiceAccount } from '../objects';
import { injectPodIdentity } from './podIdentity';

const ROLE = 'arn:aws:iam::111122223333:role/orders';
const MOUNT = {
  name: 'aws-iam-token',
  readOnly: true,
  mountPath: '/var/run/secrets/eks.amazonaws.com/serviceaccount',
};
const REGIONAL = { name: 'AWS_STS_REGIONAL_ENDPOINTS', value: 'regional' };
const ROLE_ENV = [
  { name: 'AWS_ROLE_ARN', value: ROLE },
  {
    name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
    value: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token',
  },
];

function account(annotations: Record<string, string> = {}): ServiceAccount {
  return {
    apiVersion: 'v1',
    kind: 'ServiceAccount',
    metadata: {
      name: 'orders',
      namespace: 'shop',
      annotations: Object.fromEntries(
        Object.entries({ 'role-arn': ROLE, ...annotations }).map(
          ([key, value]) => [`eks.amazonaws.com/${key}`, value],
        ),
      ),
    },
  };
}

function pod(
  containers: Container[],
  more: Partial<Pod['metadata']> &
    Pick<Pod['spec'], 'initContainers' | 'nodeSelector'> = {},
): Pod {
  const { initContainers, nodeSelector, ...metadata } = more;
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: { name: 'p', namespace: 'shop', ...metadata },
    spec: {
      containers,
      ...(initContainers && { initContainers }),
      ...(nodeSelector && { nodeSelector }),
    },
  };
}

function tokenVolume(audience: string, expirationSeconds: number) {
  return {
    name: 'aws-iam-token',
    projected: {
      defaultMode: 420,
      sources: [
        { serviceAccountToken: { audience, expirationSeconds, path: 'token' } },
      ],
    },
  };
}

const own = (name: string) => [{ name, value: 'mine' }];

describe('injectPodIdentity', () => {
  it('injects the variables, mount, and volume', () => {
    const { spec } = injectPodIdentity(pod([{ name: 'app' }]), account());
    expect(spec).toEqual({
      containers: [
        { name: 'app', env: [REGIONAL, ...ROLE_ENV], volumeMounts: [MOUNT] },
      ],
      volumes: [tokenVolume('sts.amazonaws.com', 86_400)],
    });
  });

  it.each<[string, ServiceAccount | undefined, Pod['metadata']['labels']]>([
    ['there is no ServiceAccount', undefined, undefined],
    ['the ServiceAccount has no role', account({ 'role-arn': '' }), undefined],
    [
      'the pod has the skip label',
      account(),
      { 'eks.amazonaws.com/skip-pod-identity-webhook': '' },
    ],
  ])('does not change the pod when %s', (_, serviceAccount, labels) => {
    const given = pod([{ name: 'app' }], { labels });
    expect(injectPodIdentity(given, serviceAccount)).toBe(given);
  });

  it.each<[string, Record<string, string>, Record<string, string>, number]>([
    ['the default without annotations', {}, {}, 86_400],
    ['the ServiceAccount', { 'token-expiration': '7200' }, {}, 7200],
    [
      'the pod rather than the ServiceAccount',
      { 'token-expiration': '7200' },
      { 'eks.amazonaws.com/token-expiration': '3600' },
      3600,
    ],
    [
      'the minimum of 600 seconds if the annotation is lower',
      { 'token-expiration': '60' },
      {},
      600,
    ],
    [
      'the minimum of 600 seconds if the annotation is negative',
      { 'token-expiration': '-5' },
      {},
      600,
    ],
    [
      'the ServiceAccount even if it is longer than a day',
      { 'token-expiration': '90000' },
      {},
      90_000,
    ],
    [
      'the default if the annotation is not a number',
      { 'token-expiration': '1h' },
      {},
      86_400,
    ],
    [
      'the ServiceAccount if the annotation of the pod is not a number',
      { 'token-expiration': '7200' },
      { 'eks.amazonaws.com/token-expiration': 'soon' },
      7200,
    ],
  ])('takes the lifetime from %s', (_, onAccount, annotations, expected) => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app' }], { annotations }),
      account(onAccount),
    );
    expect(spec.volumes).toEqual([tokenVolume('sts.amazonaws.com', expected)]);
  });

  it('takes the audience from the ServiceAccount', () => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app' }]),
      account({ audience: 'vault' }),
    );
    expect(spec.volumes).toEqual([tokenVolume('vault', 86_400)]);
  });

  it.each<[string, Container, Container['env']]>([
    ['no variables of its own', { name: 'app' }, [REGIONAL, ...ROLE_ENV]],
    [
      'AWS_ROLE_ARN',
      { name: 'app', env: own('AWS_ROLE_ARN') },
      [...own('AWS_ROLE_ARN'), REGIONAL],
    ],
    [
      'AWS_WEB_IDENTITY_TOKEN_FILE',
      { name: 'app', env: own('AWS_WEB_IDENTITY_TOKEN_FILE') },
      [...own('AWS_WEB_IDENTITY_TOKEN_FILE'), REGIONAL],
    ],
    [
      'AWS_STS_REGIONAL_ENDPOINTS',
      { name: 'app', env: own('AWS_STS_REGIONAL_ENDPOINTS') },
      [...own('AWS_STS_REGIONAL_ENDPOINTS'), ...ROLE_ENV],
    ],
    [
      'a ConfigMap in envFrom, which is ignored',
      { name: 'app', envFrom: [{ configMapRef: { name: 'AWS_ROLE_ARN' } }] },
      [REGIONAL, ...ROLE_ENV],
    ],
  ])('keeps the settings of a container: %s', (_, container, env) => {
    const { spec } = injectPodIdentity(pod([container]), account());
    expect(spec.containers[0]).toEqual({
      ...container,
      env,
      volumeMounts: [MOUNT],
    });
  });

  it.each<[string, string, string | undefined, string[]]>([
    [
      'sets both region variables',
      'A',
      'eu-west-1',
      ['AWS_DEFAULT_REGION', 'AWS_REGION'],
    ],
    [
      'sets no region variable if the container has one',
      'AWS_REGION',
      'eu-west-1',
      [],
    ],
    ['sets no region variable without a configured region', 'A', undefined, []],
  ])('%s', (_, present, region, added) => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app', env: own(present) }]),
      account(),
      { region },
    );
    const names = spec.containers[0].env?.map(({ name }) => name) ?? [];
    expect(names.slice(1).filter(name => name.endsWith('REGION'))).toEqual(
      added,
    );
  });

  it('sets no regional endpoints when the ServiceAccount disables them', () => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app' }]),
      account({ 'sts-regional-endpoints': 'false' }),
    );
    expect(spec.containers[0].env).toEqual(ROLE_ENV);
  });

  it.each<[string, string, string[]]>([
    ['names without spaces', 'proxy,wait', ['app', 'setup']],
    [
      'a space, which is part of the name',
      'proxy, wait',
      ['app', 'setup', 'wait'],
    ],
    ['names in quotation marks', '"proxy",wait', ['app', 'setup']],
    [
      'an unbalanced quotation mark, so that no container is skipped',
      '"proxy,wait',
      ['app', 'proxy', 'setup', 'wait'],
    ],
    [
      'only the names in the first line that is not empty',
      '\nproxy\nwait',
      ['app', 'setup', 'wait'],
    ],
  ])(
    'skips the containers that the pod names, including init containers: %s',
    (_, names, expected) => {
      const { spec } = injectPodIdentity(
        pod([{ name: 'app' }, { name: 'proxy' }], {
          initContainers: [{ name: 'setup' }, { name: 'wait' }],
          annotations: { 'eks.amazonaws.com/skip-containers': names },
        }),
        account(),
      );
      const injected = [...spec.containers, ...(spec.initContainers ?? [])]
        .filter(({ env }) => env)
        .map(({ name }) => name);
      expect(injected).toEqual(expected);
    },
  );

  it.each(['kubernetes.io/os', 'beta.kubernetes.io/os'])(
    'writes a Windows path for pods that select Windows by %s',
    selector => {
      const { spec } = injectPodIdentity(
        pod([{ name: 'app' }], { nodeSelector: { [selector]: 'windows' } }),
        account(),
      );
      expect(spec.containers[0]).toEqual({
        name: 'app',
        env: [
          REGIONAL,
          ROLE_ENV[0],
          {
            name: 'AWS_WEB_IDENTITY_TOKEN_FILE',
            value:
              'C:\\var\\run\\secrets\\eks.amazonaws.com\\serviceaccount\\token',
          },
        ],
        volumeMounts: [MOUNT],
      });
    },
  );

  it('keeps a volume of that name that the pod already has', () => {
    const given = pod([{ name: 'app' }]);
    given.spec.volumes = [{ name: 'aws-iam-token' }];
    const { spec } = injectPodIdentity(given, account());
    expect(spec.volumes).toEqual([{ name: 'aws-iam-token' }]);
    expect(spec.containers[0].env).toEqual([REGIONAL, ...ROLE_ENV]);
  });

  it('injects a malformed ARN unchanged', () => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app' }]),
      account({ 'role-arn': 'arn:aws:iam:role/x' }),
    );
    expect(spec.containers[0].env).toContainEqual({
      name: 'AWS_ROLE_ARN',
      value: 'arn:aws:iam:role/x',
    });
  });
});

const POD_IDENTITY_ENV = [
  {
    name: 'AWS_CONTAINER_CREDENTIALS_FULL_URI',
    value: 'http://169.254.170.23/v1/credentials',
  },
  {
    name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
    value:
      '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
  },
];

describe('injectPodIdentity for an EKS Pod Identity association', () => {
  it('injects its variables, mount, and volume instead of those of the annotation', () => {
    const { spec } = injectPodIdentity(pod([{ name: 'app' }]), account(), {
      associated: true,
    });
    expect(spec).toEqual({
      containers: [
        {
          name: 'app',
          env: [REGIONAL, ...POD_IDENTITY_ENV],
          volumeMounts: [
            {
              name: 'eks-pod-identity-token',
              readOnly: true,
              mountPath:
                '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount',
            },
          ],
        },
      ],
      volumes: [
        {
          name: 'eks-pod-identity-token',
          projected: {
            defaultMode: 420,
            sources: [
              {
                serviceAccountToken: {
                  audience: 'pods.eks.amazonaws.com',
                  expirationSeconds: 86_400,
                  path: 'eks-pod-identity-token',
                },
              },
            ],
          },
        },
      ],
    });
  });

  it('writes a Windows path for pods that select Windows', () => {
    const { spec } = injectPodIdentity(
      pod([{ name: 'app' }], {
        nodeSelector: { 'kubernetes.io/os': 'windows' },
      }),
      account(),
      { associated: true },
    );
    expect(spec.containers[0].env).toEqual([
      REGIONAL,
      POD_IDENTITY_ENV[0],
      {
        name: 'AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE',
        value:
          'C:\\var\\run\\secrets\\pods.eks.amazonaws.com\\serviceaccount\\eks-pod-identity-token',
      },
    ]);
  });

  it('needs no annotation, and keeps the settings of a container', () => {
    const [{ name }] = POD_IDENTITY_ENV;
    const given = pod([{ name: 'app', env: own(name) }, { name: 'other' }]);
    const { spec } = injectPodIdentity(given, account({ 'role-arn': '' }), {
      associated: true,
    });
    expect(spec.containers.map(({ env }) => env)).toEqual([
      [...own(name), REGIONAL],
      [REGIONAL, ...POD_IDENTITY_ENV],
    ]);
  });
});
