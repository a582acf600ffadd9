import { formatArn, partitionOf } from '@backstage-irsa/core/arn';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import type { IrsaDiscoveredCluster } from '@backstage-irsa/plugin-irsa-node';
import { createHash } from 'node:crypto';
import type { DiscoveryConfig } from './discovery';
import { namespaceOfPod } from './ownIdentities';

/** The pattern of cluster names in specs, annotations, and rules. */
const NAME = /^[a-z0-9]([a-z0-9.-]{0,98}[a-z0-9])?$/;

/** The maximum length of an EKS name, which leaves room for `.`, a region, `.`, and an account ID in 100 characters. */
const LONGEST_EKS_NAME = 60;

/** Whether a text is a valid cluster name. */
export function isClusterName(text: string): boolean {
  return NAME.test(text);
}

/**
 * Returns the name of a cluster that nobody named: `<EKS name>.<region>.<account ID>`. It does not depend on other discovered clusters. An EKS name
 * that is too long or contains other characters is converted and gets its digest as a suffix, so that no two clusters share a name.
 * Source: "CreateCluster", Amazon EKS API Reference, on names.
 */
export function discoveredName(
  cluster: Pick<IrsaDiscoveredCluster, 'eksName' | 'region' | 'accountId'>,
): string {
  const { eksName, region, accountId } = cluster;
  const plain = /^[a-z0-9-]+$/.test(eksName);
  if (plain && eksName.length <= LONGEST_EKS_NAME) {
    return `${eksName}.${region}.${accountId}`;
  }
  const digest = createHash('sha256').update(eksName).digest('hex').slice(0, 8);
  const legible = eksName
    .toLocaleLowerCase('en-US')
    .replace(/[^a-z0-9-]/g, '-')
    .slice(0, LONGEST_EKS_NAME - digest.length - 1);
  return `${legible}-${digest}.${region}.${accountId}`;
}

/** Converts a discovered cluster to a configured one. EKS provides the address of its API, never a supplier. */
export function toClusterConfig(
  cluster: IrsaDiscoveredCluster,
  { tokenRequestRole: role }: Pick<DiscoveryConfig, 'tokenRequestRole'>,
): ClusterConfig {
  const { eksName, accountId, region } = cluster;
  const ownNamespace = namespaceOfPod();
  return {
    name: cluster.name ?? discoveredName(cluster),
    eksName,
    accountId,
    region,
    access: { type: 'eks' },
    ...(role && {
      tokenRequestAccess: {
        type: 'eks' as const,
        roleArn: formatArn({
          partition: partitionOf(region).id,
          service: 'iam',
          region: '',
          accountId,
          resource: `role/${role.name}`,
        }),
        ...(role.externalId !== undefined && { externalId: role.externalId }),
      },
    }),
    ...(ownNamespace !== undefined && { ownNamespaces: [ownNamespace] }),
  };
}
