import { found, unknown } from '../model/observation';
import type {
  ObservedContainer,
  ObservedPod,
  VolumeKind,
} from '../model/observed';
import { checkTester } from '../__testUtils__/checkTester';
import { podWith } from '../__testUtils__/observed';
import { check } from './aws-profile';

const [injected] = podWith().containers;
const podsWith = (
  change: Partial<ObservedContainer>,
  pod: Partial<ObservedPod> = {},
) => found([podWith({ containers: [{ ...injected, ...change }], ...pod })]);
const env = (variables: Record<string, string>) =>
  podsWith({ env: { ...injected.env, ...variables } });
const mounted = (mountPath: string, kind: VolumeKind) =>
  podsWith(
    { mounts: { ...injected.mounts, [mountPath]: 'aws' } },
    { volumes: { aws: kind } },
  );

checkTester(check, [
  {
    name: 'no profile',
    result: 'pass',
    message: 'No container sets an AWS profile',
  },
  {
    name: 'aws-profile: an AWS_PROFILE variable',
    observed: { pods: env({ AWS_PROFILE: 'legacy' }) },
    result: 'warn',
    message:
      'sets AWS_PROFILE (legacy). The SDKs for JavaScript and Rust use it before the token',
    remediation: '"env":[{"name":"AWS_PROFILE","$patch":"delete"}]',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: an AWS_PROFILE variable with EKS Pod Identity',
    observed: {
      mechanism: 'pod-identity',
      pods: env({ AWS_PROFILE: 'legacy' }),
    },
    result: 'fail',
    message: 'use it before EKS Pod Identity',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: another URL for container credentials with EKS Pod Identity',
    observed: {
      mechanism: 'pod-identity',
      pods: env({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9' }),
    },
    result: 'warn',
    message: 'instead of EKS Pod Identity',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: a Secret in the directory that SDKs read',
    observed: { pods: mounted('/home/app/.aws', 'secret') },
    result: 'warn',
    message: 'has a volume mounted at /home/app/.aws',
    remediation:
      '"volumeMounts":[{"mountPath":"/home/app/.aws","$patch":"delete"}]',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: a config file, which might contain no credentials',
    observed: { pods: env({ AWS_CONFIG_FILE: '/etc/aws/config' }) },
    result: 'warn',
    message: 'sets AWS_CONFIG_FILE (/etc/aws/config)',
    remediation: 'unless the application needs it',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: a config file from a ConfigMap',
    observed: { pods: mounted('/home/app/.aws/config', 'config-map') },
    result: 'warn',
    message: 'has a volume mounted at /home/app/.aws/config',
    fault: 'aws-profile',
  },
  {
    name: 'aws-profile: another URL for container credentials',
    observed: {
      pods: env({ AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://127.0.0.1:9' }),
    },
    result: 'warn',
    message: 'if they get no credentials with the token',
    fault: 'aws-profile',
  },
  {
    name: 'a credentials file and a config file, of which the first is named',
    observed: {
      pods: env({ AWS_CONFIG_FILE: '/a', AWS_SHARED_CREDENTIALS_FILE: '/b' }),
    },
    result: 'warn',
    message: /sets AWS_SHARED_CREDENTIALS_FILE.*1 more\.$/,
    fault: 'aws-profile',
  },
  {
    name: 'files that are set to /dev/null',
    observed: {
      pods: env({
        AWS_CONFIG_FILE: '/dev/null',
        AWS_SHARED_CREDENTIALS_FILE: '/dev/null',
      }),
    },
    result: 'pass',
    message: 'No container sets an AWS profile',
  },
  {
    name: 'an emptyDir volume in the directory that SDKs read',
    observed: { pods: mounted('/home/app/.aws', 'empty-dir') },
    result: 'pass',
    message: 'No container sets an AWS profile',
  },
  {
    name: 'the URL that EKS Pod Identity injects',
    observed: {
      mechanism: 'pod-identity',
      pods: env({
        AWS_CONTAINER_CREDENTIALS_FULL_URI:
          'http://169.254.170.23/v1/credentials',
      }),
    },
    result: 'pass',
    message: 'No container sets an AWS profile',
  },
  {
    name: 'a standalone pod',
    observed: {
      pods: podsWith(
        { env: { AWS_PROFILE: 'legacy' } },
        { workload: undefined },
      ),
    },
    result: 'warn',
    message: 'sets AWS_PROFILE',
    remediation: 'from the template of pod orders-5d9c7b-x2x4z',
    fault: 'aws-profile',
  },
  {
    name: 'pods that cannot be listed',
    observed: { pods: unknown('no', 'list pods') },
    result: 'unknown',
    message: 'Could not list pods',
  },
]);
