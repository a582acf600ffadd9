import { checkTester } from '../__testUtils__/checkTester';
import {
  associatedWith,
  podWith,
  roleWith,
  trustOf,
  UNINJECTED,
} from '../__testUtils__/observed';
import { found, unknown } from '../model/observation';
import { check } from './pod-identity-injected';

const ASKING = {
  ...UNINJECTED,
  env: {
    AWS_CONTAINER_CREDENTIALS_FULL_URI: 'http://169.254.170.23/v1/credentials',
    AWS_CONTAINER_AUTHORIZATION_TOKEN_FILE:
      '/var/run/secrets/pods.eks.amazonaws.com/serviceaccount/eks-pod-identity-token',
  },
};

checkTester(check, [
  {
    name: 'a pod that uses the agent',
    observed: {
      ...associatedWith(),
      pods: found([podWith({ containers: [ASKING] })]),
    },
    result: 'pass',
    message: 'Its pod uses',
  },
  {
    name: 'no pods',
    observed: { ...associatedWith(), pods: found([]) },
    result: 'pass',
    message: 'No pod runs',
  },
  {
    name: 'pod-older-than-annotation: a pod older than the association',
    observed: {
      ...associatedWith(),
      pods: found([
        podWith({ containers: [ASKING] }),
        podWith({ name: 'orders-old', containers: [UNINJECTED] }),
      ]),
    },
    result: 'fail',
    fault: 'pod-older-than-annotation',
    message: 'Pods without EKS Pod Identity: orders-old.',
    remediation: 'kubectl rollout restart deployment/orders -n production',
  },
  {
    name: 'a pod that still uses IRSA during a migration',
    observed: {
      ...associatedWith(),
      pods: found([podWith({ name: 'orders-old' })]),
    },
    result: 'warn',
    message: 'created with IRSA and still get the role through it: orders-old',
    remediation: 'kubectl rollout restart deployment/orders -n production',
  },
  {
    name: 'pod-older-than-annotation: a pod with IRSA that the trust policy no longer allows',
    observed: {
      ...associatedWith(),
      role: roleWith(trustOf({ name: 'another' })),
      pods: found([podWith({ name: 'orders-old' })]),
    },
    result: 'fail',
    fault: 'pod-older-than-annotation',
    message: 'Pods without EKS Pod Identity: orders-old.',
    remediation: 'kubectl rollout restart deployment/orders -n production',
  },
  {
    name: 'pods on Fargate and Windows, which a restart does not help',
    observed: {
      ...associatedWith(),
      pods: found([
        podWith({
          containers: [UNINJECTED],
          labels: { 'eks.amazonaws.com/fargate-profile': 'fp' },
        }),
        podWith({ containers: [UNINJECTED], os: 'windows' }),
      ]),
    },
    result: 'pass',
    message: 'No pod of production/orders runs where the agent can run.',
  },
  {
    name: 'a missing permission to list pods',
    observed: { ...associatedWith(), pods: unknown('no', 'list pods') },
    result: 'unknown',
    message: 'could not be read',
    remediation: 'list pods',
  },
]);
