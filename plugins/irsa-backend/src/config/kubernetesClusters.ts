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

/** The properties of a Kubernetes cluster that identify it in EKS. */
export interface KubernetesMarks {
  name: string;
  /** The URL of the Kubernetes API. */
  url?: string;
  /** Annotations of an entity, or `authMetadata` of the configuration. */
  annotations: Record<string, string | undefined>;
}

/**
 * Returns the EKS cluster that an entry of Backstage's Kubernetes plugin refers to; undefined if its region or account is unknown. The region is part
 * of the API's address.
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
 * Reads the clusters of `kubernetes.clusterLocatorMethods` that use AWS authentication and name their account, with the configured address and
 * certificate authority.
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
