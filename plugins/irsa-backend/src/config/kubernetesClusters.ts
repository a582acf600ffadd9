import type { Config } from '@backstage/config';
import { isRegion, parseRoleArn } from '@backstage-irsa/core/arn';
import type { ClusterConfig } from '@backstage-irsa/core/model';
import { readStandardAccess } from './clusterAccess';
import {
  discoveredName,
  isClusterName,
  toClusterConfig,
} from './discoveredClusters';
import type { DiscoveryConfig } from './discovery';

/** What says of a Kubernetes cluster which one it is in EKS. */
export interface KubernetesMarks {
  name: string;
  /** Of the Kubernetes API. */
  url?: string;
  /** Annotations of an entity, or `authMetadata` of the configuration. */
  annotations: Record<string, string | undefined>;
}

/**
 * Which cluster of EKS Backstage's Kubernetes plugin means; undefined when its region or account is not told. The region is in the address of its API.
 * Source: "Kubernetes authentication", Backstage documentation, on the annotations of the AWS provider.
 */
export function eksClusterOf({ name, url = '', annotations }: KubernetesMarks) {
  const region = /^https:\/\/[^/]+\.([a-z0-9-]+)\.eks\.[a-z.]+\/?$/.exec(
    url,
  )?.[1];
  const accountId =
    annotations['kubernetes.io/aws-account-id'] ??
    parseRoleArn(annotations['kubernetes.io/aws-assume-role'] ?? '')?.accountId;
  if (region === undefined || !isRegion(region)) return undefined;
  if (accountId === undefined || !/^\d{12}$/.test(accountId)) return undefined;
  const eksName = annotations['kubernetes.io/x-k8s-aws-id'] ?? name;
  const place = { eksName, accountId, region };
  return { ...place, name: isClusterName(name) ? name : discoveredName(place) };
}

/**
 * The clusters of `kubernetes.clusterLocatorMethods` that AWS identities reach and that name their account, with the address and certificate authority
 * given there.
 */
export function readKubernetesClusters(
  root: Config,
  discovery: Pick<DiscoveryConfig, 'tokenRequestRole'>,
): ClusterConfig[] {
  const methods =
    root.getOptionalConfigArray('kubernetes.clusterLocatorMethods') ?? [];
  return methods
    .filter(method => method.getOptionalString('type') === 'config')
    .flatMap(method => method.getOptionalConfigArray('clusters') ?? [])
    .flatMap(entry => {
      const name = entry.getString('name');
      const annotations =
        entry.getOptional<Record<string, string>>('authMetadata') ?? {};
      const provider =
        entry.getOptionalString('authProvider') ??
        annotations['kubernetes.io/auth-provider'];
      const url = entry.getOptionalString('url');
      const cluster = eksClusterOf({ name, url, annotations });
      if (!cluster || provider !== 'aws') return [];
      const key = `irsa.discovery.kubernetes, cluster "${name}"`;
      return [
        {
          ...toClusterConfig(cluster, discovery),
          access: readStandardAccess(root, name, key),
        },
      ];
    });
}
