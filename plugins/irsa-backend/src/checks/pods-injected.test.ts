import { absent, found, unknown } from '../observe/observation';
import type { ObservedContainer, ObservedPod } from '../observe/types';
import { checkTester } from '../__testUtils__/checkTester';
import { podWith, ROLE_ARN, UNINJECTED } from '../__testUtils__/observed';
import { check } from './pods-injected';

const pods = (...changes: Partial<ObservedPod>[]) =>
  found(changes.map(podWith));
const [injected] = podWith().containers;
const container = (
  env: Record<string, string>,
  change: Partial<ObservedContainer> = {},
): ObservedContainer => ({ ...injected, env, ...change });
const uninjected = pods({ containers: [UNINJECTED] });

checkTester(check, [
  { name: 'all carry it', result: 'pass', message: 'carry the role' },
  {
    name: 'no pods',
    observed: { pods: found([]) },
    result: 'pass',
    message: 'No pod waits',
  },
  {
    name: 'fault 12: a pod older than the annotation',
    observed: {
      pods: pods({
        createdAt: '2026-10-01T00:00:00.000Z',
        containers: [UNINJECTED],
      }),
    },
    result: 'fail',
    message: 'is older than the annotation',
    remediation: 'kubectl rollout restart deployment/orders -n production',
  },
  {
    name: 'a pod of the role that was annotated before',
    observed: {
      pods: pods({
        createdAt: '2026-10-01T00:00:00.000Z',
        containers: [
          container({
            ...injected.env,
            AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/old',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'is older than the annotation',
  },
  {
    name: 'fault 37: a newer pod, yet without',
    observed: {
      pods: pods({ containers: [UNINJECTED], workload: undefined }),
    },
    result: 'fail',
    message: 'was not given role and token',
    remediation: 'kubectl delete pod orders-5d9c7b-x2x4z -n production',
  },
  {
    name: 'fault 13: no webhook',
    observed: { pods: uninjected, webhook: absent() },
    result: 'fail',
    message: 'has no pod identity webhook',
  },
  {
    name: 'fault 13: a webhook without a CA bundle',
    observed: {
      pods: uninjected,
      webhook: found({ name: 'pod-identity-webhook', hasCaBundle: false }),
    },
    result: 'fail',
    message: 'has no CA bundle',
    remediation: 'caBundle',
  },
  {
    name: 'webhooks cannot be listed',
    observed: {
      pods: uninjected,
      webhook: unknown('no', 'list mutatingwebhookconfigurations'),
    },
    result: 'fail',
    message: 'The pod identity webhook could not be read',
  },
  {
    name: 'fault 17: the container sets the role itself',
    observed: {
      pods: pods({
        containers: [
          container({ AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/own' }),
        ],
      }),
    },
    result: 'fail',
    message: 'sets AWS_ROLE_ARN itself',
    remediation: 'Remove AWS_ROLE_ARN',
  },
  {
    name: 'fault 17: the container sets another role beside the token',
    observed: {
      pods: pods({
        containers: [
          container({
            ...injected.env,
            AWS_ROLE_ARN: 'arn:aws:iam::111122223333:role/own',
          }),
        ],
      }),
    },
    result: 'fail',
    message: 'sets AWS_ROLE_ARN itself (arn:aws:iam::111122223333:role/own)',
  },
  {
    name: 'fault 8: the container reads the default token path',
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
    message: 'sets AWS_WEB_IDENTITY_TOKEN_FILE itself',
  },
  {
    name: 'fault 18: a volume of that name that holds no token',
    observed: { pods: pods({ tokenVolumes: {} }) },
    result: 'fail',
    message: 'no token of the right audience',
    remediation: 'Remove the volume aws-iam-token',
  },
  {
    name: 'fault 19: the label that skips the webhook',
    observed: {
      pods: pods({
        labels: { 'eks.amazonaws.com/skip-pod-identity-webhook': '' },
        containers: [UNINJECTED],
      }),
    },
    result: 'fail',
    message: 'left out by the label',
    remediation: 'Remove the label',
  },
  {
    name: 'a container that is left out on purpose',
    observed: {
      pods: pods({
        annotations: { 'eks.amazonaws.com/skip-containers': 'proxy, log' },
        containers: [
          injected,
          { ...UNINJECTED, name: 'proxy' },
          { ...UNINJECTED, name: 'log' },
        ],
      }),
    },
    result: 'pass',
    message: 'carry the role',
  },
  {
    name: 'the second container of the second pod',
    observed: {
      pods: pods(
        {},
        {
          name: 'b',
          containers: [injected, { ...UNINJECTED, name: 'sidecar' }],
        },
      ),
    },
    result: 'fail',
    message: 'Container sidecar of pod b',
  },
]);
