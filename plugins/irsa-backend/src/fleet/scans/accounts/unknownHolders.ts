import { accountIdOf } from '@backstage-irsa/core/arn';
import type { GovernanceContext } from '@backstage-irsa/core/findings';
import type { ClusterConfig, ObservedRole } from '@backstage-irsa/core/model';
import { readTrustPolicy } from '@backstage-irsa/core/trust';
import type { IrsaConfig } from '../../../config/types';
import type { Unread } from '../../store/inventory/scanResult';
import type { ScopeStore } from '../../store/inventory/ScopeStore';

/** The principal of roles for EKS Pod Identity. */
const POD_IDENTITY = 'Service: pods.eks.amazonaws.com';

/** The maximum number of clusters to name. */
const NAMED = 3;

/** The clusters of which ServiceAccounts with roles are not known. */
export interface UnreadClusters {
  /** Those that were never scanned successfully. */
  unscanned: ClusterConfig[];
  /** Those whose EKS Pod Identity associations were not read. */
  withoutAssociations: ClusterConfig[];
  /** The names of those that were scanned, but not completely. The others will be scanned soon. */
  failing: ReadonlySet<string>;
}

/** Returns the configured clusters of which ServiceAccounts with roles are not known. */
export async function readUnreadClusters(
  { clusters }: Pick<IrsaConfig, 'clusters'>,
  scopes: Pick<ScopeStore, 'clusterScans'>,
): Promise<UnreadClusters> {
  const scans = await scopes.clusterScans();
  const withoutAssociations = clusters.filter(
    ({ name }) => !scans.get(name)?.areAssociationsRead,
  );
  const isCompleted = ({ name }: ClusterConfig) =>
    scans.get(name)?.isCompleted ?? false;
  return {
    unscanned: clusters.filter(cluster => !isCompleted(cluster)),
    withoutAssociations,
    failing: new Set(
      withoutAssociations
        .filter(each => isCompleted(each) || scans.get(each.name)?.isStale)
        .map(({ name }) => name),
    ),
  };
}

/** Returns a function that returns the names of the unread clusters whose ServiceAccounts a role's trust policy can admit. */
export function createUnknownHolders(
  { unscanned, withoutAssociations }: UnreadClusters,
  {
    issuers,
    issuersComplete,
  }: Pick<GovernanceContext, 'issuers' | 'issuersComplete'>,
): (role: Pick<ObservedRole, 'arn' | 'trust'>) => string[] {
  if (withoutAssociations.length === 0) return () => [];
  const known = new Set(Object.values(issuers));
  // If all issuers are known, a cluster without one does not exist.
  const mayHave = ({ name }: ClusterConfig, issuer: string) =>
    issuers[name] === undefined
      ? !issuersComplete && !known.has(issuer)
      : issuers[name] === issuer;
  return ({ arn, trust }) => {
    if (!trust.document) return [];
    const statements = readTrustPolicy(trust.document).filter(
      ({ effect }) => effect === 'Allow',
    );
    const trusted = statements.flatMap(statement => statement.issuers);
    const isForPods = statements.some(({ others }) =>
      others.includes(POD_IDENTITY),
    );
    // EKS accepts only roles of the cluster's account. Source: "CreatePodIdentityAssociation", Amazon EKS API Reference.
    const byAssociation = withoutAssociations.filter(
      ({ accountId }) => isForPods && accountId === accountIdOf(arn),
    );
    const byToken = unscanned.filter(cluster =>
      trusted.some(issuer => mayHave(cluster, issuer)),
    );
    return [...new Set([...byToken, ...byAssociation].map(({ name }) => name))];
  };
}

/** Returns why it is unknown whether some roles have a ServiceAccount; undefined if only the first scans of clusters are missing, which will follow. */
export function unknownHoldersReason(
  names: ReadonlySet<string>,
  { failing }: UnreadClusters,
): Unread | undefined {
  const told = [...names].filter(name => failing.has(name)).sort();
  if (told.length === 0) return undefined;
  const named = told.slice(0, NAMED).join(', ');
  const more = told.length - NAMED;
  return {
    reason: `The ServiceAccounts of ${named}${
      more > 0 ? ` and ${more} more clusters` : ''
    } were not read, so a role that trusts them possibly has one.`,
  };
}
