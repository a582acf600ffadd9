import { ConfigReader, type Config } from '@backstage/config';
import { isRegion } from '@backstage-irsa/core/arn';
import {
  isRolePath,
  type ClusterConfig,
  type NamespaceRule,
} from '@backstage-irsa/core/model';
import { readAccountId, readAccountIds } from './accountId';
import { readApprovals } from './approvals';
import { readAudit } from './audit';
import { readFleet } from './fleet';
import {
  readClusterAccess,
  readProxyUrl,
  readStandardAccess,
  readTokenRequestAccess,
} from './clusterAccess';
import { refuseDevelopmentSettings } from './development';
import { firstOfEach } from './ClusterDirectory';
import { isClusterName } from './discoveredClusters';
import { readDiscovery, type DiscoveryConfig } from './discovery';
import { readKubernetesClusters } from './kubernetesClusters';
import { readGuardrails } from './guardrails';
import { readLimits } from './limits';
import { readNotifications } from './notifications';
import {
  readAcceptanceGroups,
  readAdministrators,
  readBreakGlassGroups,
  readGroupSources,
} from './groups';
import {
  ownServiceAccounts,
  readAccountRoles,
  readOwnNamespaces,
  readOwnRoles,
} from './ownIdentities';
import { readOwner } from './owner';
import { readPositive } from './positive';
import { readScans, readUnusedAfterDays } from './scans';
import { readTerraformModule } from './terraformModule';
import { readTestAccounts } from './testAccounts';
import type { IrsaConfig } from './types';
import { readWriting } from './writing';

/** The pattern of ARN patterns: partition, service, region, and account with wildcards, and a resource that can contain `{owner}`. */
const ARN_PATTERN =
  /^arn:[a-z*?-]+:[a-z0-9*?-]+:[a-z0-9*?-]*:([0-9*?]*|aws):(?:[^\s{}$]|\{owner\})+$/;

/** The maximum length of a resource ARN. Source: "IAM identifiers", IAM User Guide. */
const MOST_CHARACTERS = 2048;

/**
 * Reads the ARN patterns of a namespace rule. `key` names the setting in the error.
 *
 * @throws Error
 */
function readResources(config: Config, key: string): string[] | undefined {
  const patterns = config.getOptionalStringArray('resources');
  patterns?.forEach((pattern, index) => {
    if (pattern === '*') return;
    if (pattern.length > MOST_CHARACTERS || !ARN_PATTERN.test(pattern)) {
      throw new Error(
        `${key}[${index}] is "${pattern}": write "*" or an ARN with "*" and "?", such as arn:aws:s3:::{owner}-*. {owner} is allowed in its resource part; policy variables are not.`,
      );
    }
  });
  return patterns;
}

/**
 * Returns the AWS accounts that administrators name: those of clusters, of `aws.accounts` and, if a default role name is set, of namespace rules.
 * Annotations and policies never add accounts, so that nobody can make the backend assume a role in an account of theirs.
 */
export function readAccounts(
  root: Config,
  clusters: ClusterConfig[],
  rules: NamespaceRule[],
): string[] {
  const configs = root.getOptionalConfigArray('aws.accounts') ?? [];
  const isForAll =
    root.getOptionalString('aws.accountDefaults.roleName') !== undefined;
  return [
    ...new Set([
      ...clusters.map(({ accountId }) => accountId),
      ...configs.map(account => account.getString('accountId')),
      ...(isForAll ? rules.flatMap(({ accounts = [] }) => accounts) : []),
    ]),
  ];
}

const DEFAULTS = {
  rolePath: '/irsa/',
  maxPerMinute: 120,
  awsMs: 15_000,
  kubernetesMs: 15_000,
};

function readRolePath(config: Config | undefined): string {
  const path = config?.getOptionalString('rolePath') ?? DEFAULTS.rolePath;
  if (!isRolePath(path)) {
    throw new Error(
      `irsa.rolePath is "${path}": it must begin and end with "/", with names between, none of them "." or "..", such as "/irsa/".`,
    );
  }
  return path;
}

function readCluster(
  config: Config,
  index: number,
  root: Config,
): ClusterConfig {
  const key = `irsa.clusters[${index}]`;
  const name = config.getString('name');
  if (!isClusterName(name)) {
    throw new Error(
      `${key}.name is "${name}": use lowercase letters, digits, "-" and ".", at most 100 characters.`,
    );
  }
  const accountId = readAccountId(config, key);
  const region = config.getString('region');
  if (!isRegion(region)) {
    throw new Error(
      `${key}.region is "${region}", which is not an AWS region.`,
    );
  }
  const accessConfig = config.getOptionalConfig('access');
  const tokenRequestConfig = config.getOptionalConfig('tokenRequestAccess');
  const access = accessConfig
    ? readClusterAccess(accessConfig, `${key}.access`)
    : readStandardAccess(root, name, `${key}.access`);
  const tokenRequestAccess =
    tokenRequestConfig &&
    readTokenRequestAccess(tokenRequestConfig, `${key}.tokenRequestAccess`);
  const own = ownServiceAccounts([
    access,
    ...(tokenRequestAccess ? [tokenRequestAccess] : []),
  ]);
  const namespaces = readOwnNamespaces(config, key, own);
  const proxyUrl = readProxyUrl(config, key, access);
  return {
    name,
    eksName: config.getOptionalString('eksName') ?? name,
    accountId,
    region,
    access,
    ...(tokenRequestAccess && { tokenRequestAccess }),
    ...(proxyUrl !== undefined && { proxyUrl }),
    ...(namespaces.length > 0 && { ownNamespaces: namespaces }),
    ...(own.length > 0 && { ownServiceAccounts: own }),
  };
}

function readClusters(
  root: Config,
  discovery: DiscoveryConfig,
): ClusterConfig[] {
  const configs = root.getOptionalConfigArray('irsa.clusters') ?? [];
  const clusters = configs.map((config, index) =>
    readCluster(config, index, root),
  );
  clusters.forEach((cluster, index) => {
    if (clusters.findIndex(({ name }) => name === cluster.name) !== index) {
      throw new Error(
        `irsa.clusters[${index}].name is "${cluster.name}", which another cluster already has. Use a unique name.`,
      );
    }
  });
  if (!root.getOptionalBoolean('irsa.discovery.kubernetes')) {
    return clusters;
  }
  return firstOfEach([...clusters, ...readKubernetesClusters(root, discovery)]);
}

function readRule(config: Config, index: number): NamespaceRule {
  const key = `irsa.namespaceRules[${index}]`;
  const owners = config.getStringArray('owners');
  const rule = {
    owners: owners.map((ref, at) => readOwner(ref, `${key}.owners[${at}]`)),
    clusters: config.getStringArray('clusters'),
    namespaces: config.getStringArray('namespaces'),
    accounts: readAccountIds(config, key),
    resources: readResources(config, `${key}.resources`),
  };
  for (const list of ['owners', 'clusters', 'namespaces'] as const) {
    if (rule[list].length === 0) throw new Error(`${key}.${list} is empty.`);
  }
  return rule;
}

function readEndpoint(config: Config | undefined): string | undefined {
  const endpoint = config?.getOptionalString('aws.endpoint');
  if (endpoint !== undefined && !URL.canParse(endpoint)) {
    throw new Error(`irsa.aws.endpoint is "${endpoint}", which is not a URL.`);
  }
  return endpoint;
}

/**
 * Reads and checks the `irsa` section.
 *
 * @throws Error - that names the key and the rule.
 */
export function readIrsaConfig(root: Config): IrsaConfig {
  const config = root.getOptionalConfig('irsa');
  const namespaceRules = (
    config?.getOptionalConfigArray('namespaceRules') ?? []
  ).map(readRule);
  const groupSources = readGroupSources(root);
  const discovery = readDiscovery(root);
  const clusters = readClusters(root, discovery);
  const accounts = readAccounts(root, clusters, namespaceRules);
  const ownRoles = readOwnRoles(root, clusters);
  const terraformModule = readTerraformModule(config);
  const awsEndpoint = readEndpoint(config);
  refuseDevelopmentSettings(root);
  const organization = config?.getOptionalConfig('organization');
  return {
    rolePath: readRolePath(config),
    awsEndpoint,
    accountRoles: readAccountRoles(root),
    clusters,
    createNamespaces:
      config?.getOptionalBoolean('provisioning.createNamespaces') ?? false,
    createOidcProviders:
      config?.getOptionalBoolean('provisioning.createOidcProviders') ?? false,
    namespaceRules,
    administrators: readAdministrators(config),
    acceptanceGroups: readAcceptanceGroups(config),
    ...(groupSources && { groupSources }),
    guardrails: readGuardrails(
      config?.getOptionalConfig('guardrails') ?? new ConfigReader({}),
    ),
    ...(ownRoles.length > 0 && { ownRoles }),
    ...(accounts.length > 0 && { accounts }),
    ...(organization && {
      organizationAccountId: readAccountId(organization, 'irsa.organization'),
    }),
    writing: readWriting(config),
    approvals: readApprovals(config),
    breakGlassGroups: readBreakGlassGroups(config),
    ...(terraformModule && { terraformModule }),
    limits: readLimits(config),
    liveProof: {
      enabled: config?.getOptionalBoolean('liveProof.enabled') ?? true,
      maxPerMinute: readPositive(
        config,
        'liveProof.maxPerMinute',
        DEFAULTS.maxPerMinute,
      ),
    },
    scans: readScans(config),
    discovery,
    unusedAfterDays: readUnusedAfterDays(config),
    testAccounts: readTestAccounts(config),
    notifications: readNotifications(config),
    audit: readAudit(config),
    fleet: readFleet(config),
    timeouts: {
      awsMs: readPositive(config, 'timeouts.awsMs', DEFAULTS.awsMs),
      kubernetesMs: readPositive(
        config,
        'timeouts.kubernetesMs',
        DEFAULTS.kubernetesMs,
      ),
    },
  };
}
