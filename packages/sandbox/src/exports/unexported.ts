import { accountIdOf, parseArn } from '@backstage-irsa/core/arn';
import type { Access } from '../state/calls';
import type { Cluster } from '../state/cluster';

/** The data of exports that can be incomplete. */
export interface Completeness {
  clusters: ReadonlyMap<string, Cluster>;
  /** The IDs of the accounts whose OIDC providers were listed. */
  listedProviders: ReadonlySet<string>;
  /** The ARNs of the OIDC providers without exported settings. */
  undescribedProviders: ReadonlySet<string>;
  /** The names of the clusters whose node groups were all exported. */
  nodeGroups: ReadonlySet<string>;
  /** The names of the clusters whose EKS Pod Identity associations were all exported. */
  associations: ReadonlySet<string>;
}

/** The services, by IAM prefix, that exports contain data of. */
const SERVICES = new Set(['iam', 'sts', 'eks', 'eks-auth']);

/** The actions that read data that no export contains: organizations decide simulations too, and usage and quotas are not exported. */
const NEVER = new Set([
  'iam:GenerateServiceLastAccessedDetails',
  'iam:GetAccountSummary',
  'iam:GetServiceLastAccessedDetails',
  'iam:SimulatePrincipalPolicy',
  'eks:ListAddons',
]);
const NEVER_OF_EKS = /^eks:.*(AccessEntr|AccessPolic|FargateProfile)/;

/**
 * Returns whether a call needs data that the exports do not contain. The sandbox refuses it: an answer would be an invention, and "does not exist" too.
 */
export function isUnexported(
  exported: Completeness,
  { action, resource }: Access,
): boolean {
  const [service] = action.split(':');
  if (!SERVICES.has(service)) return true;
  if (NEVER.has(action) || NEVER_OF_EKS.test(action)) return true;
  if (action === 'iam:ListOpenIDConnectProviders') {
    return !exported.listedProviders.has(accountIdOf(resource));
  }
  if (action === 'iam:GetOpenIDConnectProvider') {
    return exported.undescribedProviders.has(resource);
  }
  return service === 'eks' && isUnexportedOfEks(exported, action, resource);
}

function isUnexportedOfEks(
  { clusters, nodeGroups, associations }: Completeness,
  action: string,
  resource: string,
): boolean {
  const [, name, id] = (parseArn(resource)?.resource ?? '').split('/');
  const cluster = clusters.get(name);
  if (!cluster) return true;
  switch (action) {
    case 'eks:ListNodegroups':
      return !nodeGroups.has(name);
    case 'eks:DescribeNodegroup':
      return (
        !nodeGroups.has(name) &&
        !cluster.nodeGroups.some(group => group.name === id)
      );
    case 'eks:ListPodIdentityAssociations':
      return !associations.has(name);
    case 'eks:DescribePodIdentityAssociation':
      return (
        !associations.has(name) && !cluster.podIdentityAssociations.has(id)
      );
    case 'eks:DescribeAddon':
      return !cluster.addons.has(id);
    default:
      return false;
  }
}
