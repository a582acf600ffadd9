import type { IdentitySource, Mechanism } from '../../model/types';
import { containerCredentials } from '../../chain/containerCredentials';
import {
  containersOf,
  type ContainerInPod,
} from '../../checks/utils/containers';
import { isConfigured, type Injection } from '../../checks/utils/injection';
import type { WorkloadFacts } from '../../model/inventory';
import type { NodeRoleAssessment } from '../../nodeRoles/types';

/** The facts from which the AWS identity of a workload is derived. */
export interface IdentitySourceInput {
  facts: WorkloadFacts;
  /** The role of its ServiceAccount; absent if it is not an IAM service account. */
  role?: {
    mechanism: Mechanism;
    /** The values that the webhook should inject into its pods; absent for EKS Pod Identity. */
    injection?: Injection;
  };
  /** Who can reach the metadata service of the workload's nodes, from `nodeRoles/reach`. */
  reach: NodeRoleAssessment['reach'];
}

interface Covered {
  identitySource: IdentitySource;
  reason: string;
}

/** The sources in order of precedence: a workload has the worst one of its containers, because a compromised container suffices. */
const DECIDING: IdentitySource[] = [
  'static-keys',
  'node-role',
  'unknown',
  'none',
  'service-account-role',
];

/**
 * Returns the AWS identity of a workload, as an AWS SDK in its containers finds it. The worst container decides. Containers that `skip-containers`
 * lists are ignored unless all of them are listed.
 */
export function identitySourceOf(input: IdentitySourceInput): Covered {
  const { facts } = input;
  const all = containersOf(facts.pods);
  if (all.length === 0) {
    return { identitySource: 'unknown', reason: 'It has no running pods.' };
  }
  const meant = all.filter(({ pod, container }) =>
    isConfigured(pod, container),
  );
  const places = meant.length > 0 ? meant : all;
  return places
    .map(place => identitySourceOfContainer(place, input))
    .reduce((worst, one) =>
      DECIDING.indexOf(one.identitySource) <
      DECIDING.indexOf(worst.identitySource)
        ? one
        : worst,
    );
}

function identitySourceOfContainer(
  place: ContainerInPod,
  { role, reach }: IdentitySourceInput,
): Covered {
  const { container, pod } = place;
  const { credentials, reason } = containerCredentials(place, role?.injection);
  const named = `Container ${container.name}: ${reason}`;
  switch (credentials) {
    case 'static-keys':
      return { identitySource: 'static-keys', reason: named };
    case 'web-identity':
    case 'other-web-identity':
    case 'pod-identity':
      return { identitySource: 'service-account-role', reason: named };
    case 'profile':
      return { identitySource: 'unknown', reason: named };
    default:
      return withoutRole(named, pod.hostNetwork, reach);
  }
}

/** Returns the source of a container without a role. Source: "Use IMDS to access instance metadata", Amazon EC2 User Guide, on the hop limit. */
function withoutRole(
  because: string,
  hostNetwork: boolean,
  reach: IdentitySourceInput['reach'],
): Covered {
  if (hostNetwork) {
    return {
      identitySource: 'node-role',
      reason: `${because} It uses the host network, so it can use the node role.`,
    };
  }
  switch (reach) {
    case 'all-pods':
      return {
        identitySource: 'node-role',
        reason: `${because} The metadata service of its node responds to pods: they can use the node role.`,
      };
    case 'host-network-only':
      return {
        identitySource: 'none',
        reason: `${because} The metadata service of its node does not respond to pods.`,
      };
    default:
      return {
        identitySource: 'unknown',
        reason: `${because} Whether the metadata service of its node responds to pods was not read.`,
      };
  }
}
