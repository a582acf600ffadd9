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

/** Installs an add-on in a cluster. It is active at once, even if its pods do not run. */
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

/**
 * Stores the new state of an add-on, and updates the add-on's objects in the cluster. Throws `InvalidParameterException` if the configuration values
 * are not JSON.
 */
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

/** Removes an add-on and its objects from a cluster. */
export function removeAddon(cluster: Cluster, name: string, at: Date): void {
  cluster.addons.delete(name);
  if (name === POD_IDENTITY_AGENT) {
    removeAgent(new KubeApi(cluster, () => at));
  }
}

/**
 * Returns the flags of the EKS Pod Identity agent in the add-on's configuration. Source: "Disable IPv6 in the EKS Pod Identity Agent", Amazon EKS
 * User Guide.
 */
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

/** Returns the add-on with this name. Throws `ResourceNotFoundException`. */
export function requireAddon(cluster: Cluster, name: string): Addon {
  const addon = cluster.addons.get(name);
  if (!addon) {
    throw resourceNotFound(
      `No addon: ${name} found in cluster: ${cluster.name}`,
    );
  }
  return addon;
}

/** Returns the access for an action on an add-on. */
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

/** Returns an add-on as EKS shows it. */
export function addonJson(
  cluster: Cluster,
  addon: Addon,
  status = addon.status ?? 'ACTIVE',
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
