import { randomUUID } from 'node:crypto';
import type { Addon, Cluster } from '../../state/cluster';
import { KubeApi } from '../../kubernetes/api';
import {
  installAgent,
  POD_IDENTITY_AGENT,
  removeAgent,
} from '../../kubernetes/podIdentityAgent';
import type { OperationContext } from '../operation';
import type { Access } from '../../state/calls';
import { seconds } from './clusters';
import { invalidParameter, resourceNotFound } from './errors';
import type { EksInput, JsonValue } from './operation';

const VERSIONS: Record<string, string> = {
  [POD_IDENTITY_AGENT]: 'v1.3.5-eksbuild.2',
};

const DEFAULT_VERSION = 'v1.0.0-eksbuild.1';

/** Puts an add-on into a cluster, where it is active at once, whether its pods run or not. */
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
  return configureAddon(cluster, addon, createdAt);
}

/** Keeps an add-on as it is now to be, with what it runs in the cluster. Throws `InvalidParameterException` for values that it does not know. */
export function configureAddon(
  cluster: Cluster,
  addon: Addon,
  at: Date,
): Addon {
  const args = agentArgs(addon);
  cluster.addons.set(addon.name, addon);
  if (addon.name === POD_IDENTITY_AGENT) {
    installAgent(new KubeApi(cluster, () => at), {
      release: POD_IDENTITY_AGENT,
      version: addon.version.replace(/-eksbuild.*$/, ''),
      args,
    });
  }
  return addon;
}

/** Takes an add-on from a cluster, with what it runs there. */
export function removeAddon(cluster: Cluster, name: string, at: Date): void {
  cluster.addons.delete(name);
  if (name === POD_IDENTITY_AGENT) {
    removeAgent(new KubeApi(cluster, () => at));
  }
}

/** The flags of the agent in the configuration of its add-on. Source: "Disable IPv6 in the EKS Pod Identity Agent", Amazon EKS User Guide. */
function agentArgs({ configurationValues = '{}' }: Addon) {
  try {
    const values: { agent?: { additionalArgs?: Record<string, string> } } =
      JSON.parse(configurationValues);
    return values.agent?.additionalArgs ?? {};
  } catch {
    throw invalidParameter(
      'ConfigurationValue is not in valid JSON or YAML format',
    );
  }
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
    ...(addon.configurationValues !== undefined && {
      configurationValues: addon.configurationValues,
    }),
    ...(addon.serviceAccountRoleArn !== undefined && {
      serviceAccountRoleArn: addon.serviceAccountRoleArn,
    }),
    tags: addon.tags,
  };
}
