import { randomUUID } from 'node:crypto';
import type { Addon, Cluster } from '../../state/world';
import type { Access, OperationContext } from '../operation';
import { seconds } from './clusters';
import { resourceNotFound } from './errors';
import type { EksInput, JsonValue } from './operation';

/** The add-on without which EKS Pod Identity gives no credentials to pods. */
export const POD_IDENTITY_AGENT = 'eks-pod-identity-agent';

const VERSIONS: Record<string, string> = {
  [POD_IDENTITY_AGENT]: 'v1.3.5-eksbuild.2',
};

const DEFAULT_VERSION = 'v1.0.0-eksbuild.1';

/** Puts an add-on into a cluster, where it is active at once. */
export function installAddon(
  cluster: Cluster,
  name: string,
  createdAt: Date,
  more: Partial<Addon> = {},
): Addon {
  const addon: Addon = {
    name,
    version: VERSIONS[name] ?? DEFAULT_VERSION,
    arn: cluster.arn.replace(
      /:cluster\/.*$/,
      `:addon/${cluster.name}/${name}/${randomUUID()}`,
    ),
    createdAt,
    tags: {},
    ...more,
  };
  cluster.addons.set(name, addon);
  return addon;
}

/** Throws `ResourceNotFoundException`. */
export function requireAddon(cluster: Cluster, name: string): Addon {
  const addon = cluster.addons.get(name);
  if (!addon) {
    throw resourceNotFound(
      `No addon: ${name} found in cluster: ${cluster.name}`,
    );
  }
  return addon;
}

/** Permission for an action on an add-on. */
export function addonAccess(
  action: string,
  { path }: EksInput,
  { caller: { account }, region }: OperationContext,
): Access {
  return {
    action,
    resource: `arn:${account.partition}:eks:${region}:${account.id}:addon/${path.name}/${path.addon}/*`,
  };
}

/** How EKS shows an add-on. */
export function addonJson(
  cluster: Cluster,
  addon: Addon,
  status: 'CREATING' | 'ACTIVE' | 'DELETING' = 'ACTIVE',
): JsonValue {
  return {
    addonName: addon.name,
    clusterName: cluster.name,
    status,
    addonVersion: addon.version,
    health: { issues: [] },
    addonArn: addon.arn,
    createdAt: seconds(addon.createdAt),
    modifiedAt: seconds(addon.createdAt),
    ...(addon.serviceAccountRoleArn !== undefined && {
      serviceAccountRoleArn: addon.serviceAccountRoleArn,
    }),
    tags: addon.tags,
  };
}
