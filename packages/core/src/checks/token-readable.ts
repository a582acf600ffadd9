import { valueOf } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { fail, pass, undecided, unreadable } from './utils/answer';
import {
  andOthers,
  containerName,
  containersOf,
  type ContainerInPod,
} from './utils/containers';
import { patchTemplate } from './utils/patchTemplate';
import type { Check, Remediation } from './types';

/**
 * The first minor version of Kubernetes 1 in which the containers' user owns the token file.
 * Source: amazon-eks-pod-identity-webhook, README, "Usage with non-root container user".
 */
const FIRST_READABLE_MINOR = 19;

/** The group to set if the pod needs no other: `nobody`. */
const GROUP = 65534;

/** Whether the container runs as a user other than root and has no group that gives it access to the token file. */
function needsGroup({ pod, container }: ContainerInPod): boolean {
  const { runAsUser = 0, runAsNonRoot = false } = container.security;
  const hasToken = Object.values(container.mounts).some(
    // A token volume without an audience holds the token for the API server.
    volume => Boolean(pod.tokenVolumes[volume]),
  );
  return (
    hasToken && pod.fsGroup === undefined && (runAsUser > 0 || runAsNonRoot)
  );
}

function isOld(version: string): boolean {
  const [major, minor] = version.split('.').map(part => parseInt(part, 10));
  return major === 1 && minor < FIRST_READABLE_MINOR;
}

function remediation(observed: Observed, pods: ObservedPod[]): Remediation {
  const patches = pods.map(pod =>
    patchTemplate(observed, pod, {
      spec: { securityContext: { fsGroup: GROUP } },
    }),
  );
  const commands = patches.filter(patch => patch !== undefined);
  return {
    sentence: `Set fsGroup in the pod's securityContext, or upgrade the cluster to Kubernetes 1.${FIRST_READABLE_MINOR} or later.`,
    ...(commands.length === pods.length && {
      commands: [...new Set(commands)],
    }),
  };
}

/** Checks whether the containers' users can read the token file. */
export const check: Check = {
  meta: {
    id: 'token-readable',
    link: 'workload',
    question: "Can the containers' users read the token file?",
    symptoms: [
      'open /var/run/secrets/eks.amazonaws.com/serviceaccount/token: permission denied',
      "PermissionError: [Errno 13] Permission denied: '/var/run/secrets/eks.amazonaws.com/serviceaccount/token'",
    ],
    requiredPermissions: ['list pods', 'eks:DescribeCluster'],
    faults: ['token-unreadable'],
    mechanisms: ['irsa', 'pod-identity'],
    docs: 'docs/reference/checks/token-readable.md',
    needs: ['pods-use-service-account'],
    provedByExchange: false,
  },
  run(observed) {
    const pods = valueOf(observed.pods);
    if (!pods) return undecided('Could not list pods.');
    const doubtful = containersOf(pods).filter(needsGroup);
    if (doubtful.length === 0) {
      return pass('No container needs a group to read the token.');
    }
    const { cluster } = observed;
    if (cluster.state === 'unknown') {
      return unreadable('The version of the cluster', cluster);
    }
    if (cluster.state === 'absent') {
      return undecided('The version of the cluster is not known.');
    }
    const { version } = cluster.value;
    return isOld(version)
      ? fail(
          `${containerName(
            doubtful[0],
          )} does not run as root and has no fsGroup: before Kubernetes 1.${FIRST_READABLE_MINOR} it cannot read the token, and the cluster has ${version}.${andOthers(
            doubtful,
          )}`,
          remediation(
            observed,
            doubtful.map(({ pod }) => pod),
          ),
          'token-unreadable',
        )
      : pass(`Kubernetes ${version} lets the containers' user read the token.`);
  },
};
