import { found } from '../model/observation';
import type { ObservedContainer, ObservedPod } from '../model/observed';
import { checkTester } from '../__testUtils__/checkTester';
import {
  accountWith,
  observedWith,
  podWith,
  ROLE_ARN,
  UNINJECTED,
} from '../__testUtils__/observed';
import { check } from './pods-injected';

const ROLE_KEY = 'eks.amazonaws.com/role-arn';
const SKIP = 'eks.amazonaws.com/skip-containers';
const OLD_ROLE = 'arn:aws:iam::111122223333:role/old';
const BEFORE = '2026-10-01T00:00:00.000Z';

const pods = (...changes: Partial<ObservedPod>[]) =>
  found(changes.map(podWith));
const [injected] = podWith().containers;
const container = (
  env: Record<string, string>,
  change: Partial<ObservedContainer> = {},
): ObservedContainer => ({ ...injected, env, ...change });
const inTemplate = (template: object) =>
  `kubectl patch deployment/orders -n production -p '${JSON.stringify({
    spec: { template },
  })}'`;
const withoutVariables = (...names: string[]) =>
  inTemplate({
    spec: {
      containers: [
        { name: 'app', env: names.map(name => ({ name, $patch: 'delete' })) },
      ],
    },
  });

checkTester(check, [
  {
    name: 'all containers have the role',
    result: 'pass',
    message: 'have the role',
  },
  {
    name: 'no pods',
    observed: { pods: found([]) },
    result: 'pass',
    message: 'No pod needs',
  },
  {
    name: 'pod-older-than-annotation: a pod older than the annotation',
    observed: { pods: pods({ createdAt: BEFORE, containers: [UNINJECTED] }) },
    result: 'fail',
    message:
      'Container app of pod orders-5d9c7b-x2x4z (deployment/orders) was created before the annotation was set or changed',
    remediation: 'kubectl rollout restart deployment/orders -n production',
    fault: 'pod-older-than-annotation',
  },
  {
    name: 'pod-older-than-annotation: a pod with the previously annotated role',
    observed: {
      pods: pods({
        createdAt: BEFORE,
        containers: [container({ ...injected.env, AWS_ROLE_ARN: OLD_ROLE })],
      }),
    },
    result: 'fail',
    message: 'was created before the annotation was set or changed',
    fault: 'pod-older-than-annotation',
  },
  {
    name: 'pod-older-than-annotation: a pod with the previously annotated audience',
    observed: {
      serviceAccount: accountWith(
        {
          [ROLE_KEY]: ROLE_ARN,
          'eks.amazonaws.com/audience': 'other',
        },
        {
          annotatedAt: {
            [ROLE_KEY]: BEFORE,
            'eks.amazonaws.com/audience': '2026-11-20T00:00:00.000Z',
          },
        },
      ),
    },
    result: 'fail',
    message: 'was created before the annotation was set or changed',
    fault: 'pod-older-than-annotation',
  },
  {
    name: 'lookup-race: a newer pod without the role',
    observed: {
      pods: pods({ containers: [UNINJECTED], workload: undefined }),
    },
    result: 'fail',
    message: 'has no injected role or token',
    remediation: 'kubectl delete pod orders-5d9c7b-x2x4z -n production',
    fault: 'lookup-race',
  },
  {
    name: 'container-sets-role: the container sets the role itself',
    observed: {
      pods: pods({ containers: [container({ AWS_ROLE_ARN: OLD_ROLE })] }),
    },
    result: 'fail',
    message: `sets AWS_ROLE_ARN itself (${OLD_ROLE})`,
    remediation: withoutVariables('AWS_ROLE_ARN'),
    fault: 'container-sets-role',
  },
  {
    name: 'container-sets-role: an init container sets the role',
    observed: {
      pods: pods({
        containers: [
          container({ AWS_ROLE_ARN: OLD_ROLE }, { name: 'setup', init: true }),
          injected,
        ],
      }),
    },
    result: 'fail',
    message: 'Container setup of pod',
    remediation: '"initContainers":[{"name":"setup"',
    fault: 'container-sets-role',
  },
  {
    name: 'container-sets-role: another role with the correct token',
    observed: {
      pods: pods({
        containers: [container({ ...injected.env, AWS_ROLE_ARN: OLD_ROLE })],
      }),
    },
    result: 'fail',
    message: `sets AWS_ROLE_ARN itself (${OLD_ROLE})`,
    remediation: `${withoutVariables(
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    )}\nkubectl rollout restart deployment/orders -n production`,
    fault: 'container-sets-role',
  },
  {
    name: 'container-sets-role: an unmounted token file in a standalone pod',
    observed: {
      pods: pods({
        workload: undefined,
        containers: [
          container({
            AWS_ROLE_ARN: ROLE_ARN,
            AWS_WEB_IDENTITY_TOKEN_FILE: '/tokens/aws',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'sets AWS_WEB_IDENTITY_TOKEN_FILE itself (/tokens/aws)',
    remediation: 'from the template of pod orders-5d9c7b-x2x4z',
    fault: 'container-sets-role',
  },
  {
    name: 'a token with the correct audience at another path',
    observed: {
      pods: pods({
        containers: [
          container(
            {
              AWS_ROLE_ARN: ROLE_ARN,
              AWS_WEB_IDENTITY_TOKEN_FILE: '/tokens/aws/token',
            },
            { mounts: { '/': 'other', '/tokens/': 'mine' } },
          ),
        ],
        tokenVolumes: { mine: 'sts.amazonaws.com' },
      }),
    },
    result: 'pass',
    message: 'have the role',
  },
  {
    name: 'default-token-path: the container reads the default token path',
    observed: {
      pods: pods({
        containers: [
          container({
            AWS_ROLE_ARN: ROLE_ARN,
            AWS_WEB_IDENTITY_TOKEN_FILE:
              '/var/run/secrets/kubernetes.io/serviceaccount/token',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'to the token for the API server',
    remediation: withoutVariables(
      'AWS_ROLE_ARN',
      'AWS_WEB_IDENTITY_TOKEN_FILE',
    ),
    fault: 'default-token-path',
  },
  {
    name: 'user-volume: a volume with the name of the token volume, but without a token',
    observed: { pods: pods({ tokenVolumes: {} }) },
    result: 'fail',
    message: 'no token with the correct audience',
    remediation:
      '"volumes":[{"name":"aws-iam-token","$patch":"delete"}],"containers":[{"name":"app","volumeMounts":[{"mountPath":"/var/run/secrets/eks.amazonaws.com/serviceaccount","$patch":"delete"}]}]',
    fault: 'user-volume',
  },
  {
    name: 'webhook-skipped: the label that skips the webhook',
    observed: {
      pods: pods({
        labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': '' },
        containers: [UNINJECTED],
      }),
    },
    result: 'fail',
    message: 'skipped by the webhook because of a label',
    remediation: inTemplate({
      metadata: {
        labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': null },
      },
    }),
    fault: 'webhook-skipped',
  },
  {
    name: 'webhook-skipped: the annotation skips every container',
    observed: {
      pods: pods({
        annotations: { [SKIP]: 'app' },
        containers: [UNINJECTED],
      }),
    },
    result: 'fail',
    message: 'skip-containers, as are all other containers',
    remediation: inTemplate({ metadata: { annotations: { [SKIP]: null } } }),
    fault: 'webhook-skipped',
  },
  {
    name: 'containers that the annotation skips on purpose',
    observed: {
      pods: pods({
        annotations: { [SKIP]: '"proxy",log\n' },
        containers: [
          injected,
          { ...UNINJECTED, name: 'proxy' },
          { ...UNINJECTED, name: 'log' },
        ],
      }),
    },
    result: 'pass',
    message: 'have the role',
  },
  {
    name: 'a space before a name, which the webhook therefore does not skip',
    observed: {
      pods: pods({
        annotations: { [SKIP]: 'proxy, app' },
        containers: [UNINJECTED, { ...UNINJECTED, name: 'proxy' }],
      }),
    },
    result: 'fail',
    message: 'has no injected role or token',
    fault: 'lookup-race',
  },
  {
    name: 'a container that has the role because a space precedes its name in the annotation',
    observed: {
      pods: pods({
        annotations: { [SKIP]: 'proxy, side' },
        containers: [
          injected,
          { ...UNINJECTED, name: 'proxy' },
          { ...injected, name: 'side' },
        ],
      }),
    },
    result: 'pass',
    message: `have the role. The annotation ${SKIP} names " side" with a space`,
  },
  {
    name: 'a Windows path as the webhook writes it',
    observed: {
      pods: pods({
        os: 'windows',
        containers: [
          container({
            AWS_ROLE_ARN: ROLE_ARN,
            AWS_WEB_IDENTITY_TOKEN_FILE:
              'C:\\var\\run\\secrets\\eks.amazonaws.com\\serviceaccount\\token',
          }),
        ],
      }),
    },
    result: 'pass',
    message: 'have the role',
  },
  {
    name: 'pod-older-than-annotation: a Windows path with the previously annotated role',
    observed: {
      pods: pods({
        os: 'windows',
        createdAt: BEFORE,
        containers: [
          container({
            AWS_ROLE_ARN: OLD_ROLE,
            AWS_WEB_IDENTITY_TOKEN_FILE:
              'C:\\var\\run\\secrets\\eks.amazonaws.com\\serviceaccount\\token',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'was created before the annotation was set or changed',
    fault: 'pod-older-than-annotation',
  },
  {
    name: 'default-token-path: the container reads the default token path of Windows',
    observed: {
      pods: pods({
        os: 'windows',
        containers: [
          container({
            AWS_ROLE_ARN: ROLE_ARN,
            AWS_WEB_IDENTITY_TOKEN_FILE:
              'C:\\var\\run\\secrets\\kubernetes.io\\serviceaccount\\token',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'to the token for the API server',
    fault: 'default-token-path',
  },
  {
    name: 'a container that another webhook adds later',
    observed: {
      pods: pods({
        annotations: { [SKIP]: 'proxy' },
        containers: [
          injected,
          { ...UNINJECTED, name: 'proxy' },
          { ...UNINJECTED, name: 'vault-agent' },
        ],
      }),
    },
    result: 'warn',
    message:
      'Container vault-agent of pod orders-5d9c7b-x2x4z (deployment/orders) was added after the pod identity webhook ran, and has no role or token; the others have them.',
    commands: [
      inTemplate({
        metadata: { annotations: { [SKIP]: 'proxy,vault-agent' } },
      }),
    ],
  },
  {
    name: 'containers that another webhook adds later, in a standalone pod and another pod',
    observed: {
      pods: pods(
        {
          workload: undefined,
          containers: [{ ...UNINJECTED, name: 'init', init: true }, injected],
        },
        { containers: [injected, { ...UNINJECTED, name: 'vault-agent' }] },
      ),
    },
    result: 'warn',
    message: /^Container init of pod .*affects 1 more\.$/,
    remediation: `add it to the annotation ${SKIP} of the template of pod orders-5d9c7b-x2x4z.`,
    commands: [],
  },
  {
    name: 'pod-older-than-annotation: with a container that another webhook adds later',
    observed: {
      pods: pods({
        createdAt: BEFORE,
        containers: [
          { ...UNINJECTED, name: 'vault-agent' },
          container({ ...injected.env, AWS_ROLE_ARN: OLD_ROLE }),
        ],
      }),
    },
    result: 'fail',
    message: /^Container app of .* does not apply to it\.$/,
    commands: ['kubectl rollout restart deployment/orders -n production'],
    fault: 'pod-older-than-annotation',
  },
  {
    name: 'lookup-race: with a container that sets role and token itself',
    observed: {
      pods: pods({
        containers: [
          container(
            {
              AWS_ROLE_ARN: ROLE_ARN,
              AWS_WEB_IDENTITY_TOKEN_FILE: '/tokens/aws/token',
            },
            { mounts: { '/tokens/aws': 'mine' } },
          ),
          { ...UNINJECTED, name: 'sidecar' },
        ],
        tokenVolumes: { mine: 'sts.amazonaws.com' },
      }),
    },
    result: 'fail',
    message: 'Container sidecar of pod',
    fault: 'lookup-race',
  },
  {
    name: 'two pods without the role, and a container that another webhook adds later',
    observed: {
      pods: pods(
        { containers: [injected, { ...UNINJECTED, name: 'vault-agent' }] },
        { name: 'b', containers: [UNINJECTED] },
        { name: 'c', containers: [UNINJECTED] },
      ),
    },
    result: 'fail',
    message:
      /^Container app of pod b .*\. The same or a similar problem affects 1 more\.$/,
    fault: 'lookup-race',
  },
]);

it('does not apply to a ServiceAccount with an EKS Pod Identity association', () => {
  const association = found({
    arn: 'arn:aws:eks:eu-west-1:111122223333:podidentityassociation/prod-eu/a-1',
    id: 'a-1',
    roleArn: OLD_ROLE,
    disableSessionTags: false,
  });
  expect(check.arises?.(observedWith())).toBe(true);
  expect(check.arises?.(observedWith({ association }))).toBe(false);
});

it('suggests no command to delete a pod that no controller recreates', () => {
  const lonely = { workload: undefined, isControlled: false };
  const observed = observedWith({
    pods: pods({ ...lonely, containers: [UNINJECTED] }),
  });
  expect(check.run(observed, null).remediation).toEqual({
    sentence: expect.stringContaining('Restart the pods'),
  });
});
