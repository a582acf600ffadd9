import { absent, found, unknown, valueOf } from '../model/observation';
import type { ObservedPod, ObservedSecurityContext } from '../model/observed';
import { checkTester } from '../__testUtils__/checkTester';
import { observedWith, podWith } from '../__testUtils__/observed';
import { check } from './token-readable';

const [injected] = podWith().containers;
const podsWith = (
  security: ObservedSecurityContext,
  pod: Partial<ObservedPod> = {},
) => found([podWith({ containers: [{ ...injected, security }], ...pod })]);
const version = (text: string) =>
  found({ ...valueOf(observedWith().cluster)!, version: text });

checkTester(check, [
  {
    name: 'a container that can run as root',
    result: 'pass',
    message: 'No container needs a group',
  },
  {
    name: 'token-unreadable: an old cluster and a user without fsGroup',
    observed: { cluster: version('1.18'), pods: podsWith({ runAsUser: 1000 }) },
    result: 'fail',
    message: 'before Kubernetes 1.19 it cannot read the token',
    remediation: '"securityContext":{"fsGroup":65534}',
    fault: 'token-unreadable',
  },
  {
    name: 'token-unreadable: an unknown user in a standalone pod',
    observed: {
      cluster: version('1.18+'),
      pods: podsWith({ runAsNonRoot: true }, { workload: undefined }),
    },
    result: 'fail',
    message: 'does not run as root',
    remediation: 'Set fsGroup',
    fault: 'token-unreadable',
  },
  {
    name: 'an old cluster and a user with fsGroup',
    observed: {
      cluster: version('1.18'),
      pods: podsWith({ runAsUser: 1000 }, { fsGroup: 2000 }),
    },
    result: 'pass',
    message: 'No container needs a group',
  },
  {
    name: 'a container with only the token for the API server',
    observed: {
      cluster: version('1.18'),
      pods: podsWith(
        { runAsUser: 1000 },
        { tokenVolumes: { 'aws-iam-token': '' } },
      ),
    },
    result: 'pass',
    message: 'No container needs a group',
  },
  {
    name: 'a newer cluster',
    observed: { pods: podsWith({ runAsUser: 1000 }) },
    result: 'pass',
    message: "Kubernetes 1.32 lets the containers' user read the token",
  },
  {
    name: 'a version that cannot be read',
    observed: {
      cluster: unknown('no', 'eks:DescribeCluster'),
      pods: podsWith({ runAsUser: 1000 }),
    },
    result: 'unknown',
    message: 'The version of the cluster could not be read',
    remediation: 'eks:DescribeCluster',
  },
  {
    name: 'a cluster that does not exist',
    observed: { cluster: absent(), pods: podsWith({ runAsUser: 1000 }) },
    result: 'unknown',
    message: 'not known',
  },
  {
    name: 'pods that cannot be listed',
    observed: { pods: unknown('no', 'list pods') },
    result: 'unknown',
    message: 'Could not list pods',
  },
]);
