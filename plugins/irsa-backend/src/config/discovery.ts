import { ConfigReader, type Config } from '@backstage/config';
import { isRegion } from '@backstage-irsa/core/arn';
import { readAccountId } from './accountId';
import { readDuration } from './duration';

/** Rules that select accounts of an organization. */
export interface AccountRules {
  /** Account IDs of 12 digits. */
  accounts: string[];
  /** IDs such as `ou-ab12-11111111` or `r-ab12`. Accounts of nested units count too. */
  organizationalUnits: string[];
  /** Names of accounts, with `*` as a wildcard. */
  names: string[];
  tags: TagRule[];
}

/** A tag of an account. */
export interface TagRule {
  key: string;
  /** Values with `*` as a wildcard. Any value if empty. */
  values: string[];
}

/** The organization whose accounts are discovered. */
export interface OrganizationConfig {
  /** The management account or a delegated administrator account, whose credentials read the organization. */
  accountId: string;
  /** All accounts if absent. */
  include?: AccountRules;
  exclude: AccountRules;
}

/** The `irsa.discovery` section. */
export interface DiscoveryConfig {
  frequencyMs: number;
  /** The regions in which EKS is asked for clusters of every known account. None if empty. */
  regions: string[];
  organization?: OrganizationConfig;
  /** The origin locations (with `*` as a wildcard) of catalog entities that can name clusters. None if absent. */
  catalogSources?: string[];
  /** The role that requests tokens, with the same name in each account. Without it, discovered clusters get no live proofs. */
  tokenRequestRole?: { name: string; externalId?: string };
}

const KEY = 'irsa.discovery';
const FREQUENCY_MS = 10 * 60_000;

function readRules(config: Config | undefined, key: string): AccountRules {
  const read = (name: keyof AccountRules, pattern: RegExp, what: string) => {
    const values = config?.getOptionalStringArray(name) ?? [];
    values.forEach((value, index) => {
      if (pattern.test(value)) return;
      throw new Error(`${key}.${name}[${index}] is "${value}": ${what}.`);
    });
    return values;
  };
  return {
    accounts: read(
      'accounts',
      /^\d{12}$/,
      'an AWS account ID has 12 digits. Put it in quotes',
    ),
    // Source: "Parent", AWS Organizations API Reference.
    organizationalUnits: read(
      'organizationalUnits',
      /^(r-[0-9a-z]{4,32}|ou-[0-9a-z]{4,32}-[0-9a-z]{8,32})$/,
      'name an organizational unit or root by its ID, such as ou-ab12-11111111',
    ),
    names: read('names', /^.{1,50}$/, 'a name has 1 to 50 characters'),
    tags: (config?.getOptionalConfigArray('tags') ?? []).map(tag => ({
      key: tag.getString('key'),
      values: tag.getOptionalStringArray('values') ?? [],
    })),
  };
}

function readOrganization(
  root: Config,
  config: Config | undefined,
): OrganizationConfig | undefined {
  if (!config) return undefined;
  const key = `${KEY}.organization`;
  const accountId = readAccountId(config, key);
  if (!root.has('aws.accountDefaults.roleName')) {
    throw new Error(
      `${key} needs aws.accountDefaults.roleName: the role that this backend assumes in each account of the organization.`,
    );
  }
  const include = config.getOptionalConfig('include');
  return {
    accountId,
    ...(include && { include: readRules(include, `${key}.include`) }),
    exclude: readRules(config.getOptionalConfig('exclude'), `${key}.exclude`),
  };
}

function readRegions(config: Config): string[] {
  const regions = config.getOptionalStringArray('regions') ?? [];
  regions.forEach((region, index) => {
    if (isRegion(region)) return;
    throw new Error(
      `${KEY}.regions[${index}] is "${region}", which is not an AWS region.`,
    );
  });
  return regions;
}

function readTokenRequestRole(
  config: Config | undefined,
): DiscoveryConfig['tokenRequestRole'] {
  if (!config) return undefined;
  const name = config.getString('roleName');
  if (!/^[\w+=,.@-]{1,64}$/.test(name)) {
    throw new Error(
      `${KEY}.tokenRequestAccess.roleName is "${name}": give the name of an IAM role, without its path.`,
    );
  }
  const externalId = config.getOptionalString('externalId');
  return { name, ...(externalId !== undefined && { externalId }) };
}

function readCatalogSources(config: Config): string[] | undefined {
  const sources = config.getOptionalStringArray('catalog.sources');
  if (sources?.length === 0) {
    throw new Error(
      `${KEY}.catalog.sources is empty: name the locations whose entities count, such as ["url:https://github.com/my-org/platform/blob/main/*"].`,
    );
  }
  return sources;
}

/**
 * Reads `discovery` of the `irsa` section.
 *
 * @throws Error - that names the key and the rule.
 */
export function readDiscovery(root: Config): DiscoveryConfig {
  const config = root.getOptionalConfig(KEY) ?? new ConfigReader({});
  const organization = readOrganization(
    root,
    config.getOptionalConfig('organization'),
  );
  const regions = readRegions(config);
  if (organization && regions.length === 0) {
    throw new Error(
      `${KEY}.regions is missing: name the regions in which the accounts of the organization have clusters.`,
    );
  }
  const catalogSources = readCatalogSources(config);
  const tokenRequestRole = readTokenRequestRole(
    config.getOptionalConfig('tokenRequestAccess'),
  );
  return {
    frequencyMs: readDuration(
      root.getOptionalConfig('irsa'),
      'discovery.frequency',
      FREQUENCY_MS,
    ),
    regions,
    ...(organization && { organization }),
    ...(catalogSources && { catalogSources }),
    ...(tokenRequestRole && { tokenRequestRole }),
  };
}
