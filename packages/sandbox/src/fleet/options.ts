import type { PlantedFaults } from './faults';
/**
 * The size of a generated fleet. Missing values follow from the number of ServiceAccounts.
 *
 * @public
 */
export interface FleetOptions {
  /** The number of clusters: `prod-eu`, `staging-eu`, and `prod-us`, in this order, then `fleet-004` and so on. At most 300, default 3. */
  clusters?: number;
  /** The number of accounts. 1 omits account `444455556666` and its `staging-eu`. Above 2, adds `300000000003` and so on. At most 200, default 2. */
  accounts?: number;
  /** The number of IAM service accounts in all clusters. Default 10,000. */
  serviceAccounts?: number;
  /** The number of roles in all accounts, including unused ones. Default two fifths of the ServiceAccounts, and at least 20. */
  roles?: number;
  /** The number of pods in addition to those of the company and of every node. Default 3 per ServiceAccount. */
  pods?: number;
  /** The seed. The same seed creates the same fleet, except for keys, issuers, and dates. Default 1. */
  seed?: number;
}

/** The size of a fleet with all values set. */
export type FleetSize = Required<FleetOptions>;

const LIMITS: Record<keyof FleetOptions, [number, number]> = {
  clusters: [1, 300],
  accounts: [1, 200],
  serviceAccounts: [1, 100_000],
  roles: [20, 40_000],
  pods: [0, 400_000],
  seed: [0, 2_147_483_647],
};

/** The number of company accounts, which exist before any fleet. */
const OWN_ACCOUNTS = 2;

/** The maximum number of ServiceAccounts per role: a trust policy has no room for more subjects. */
const SERVICE_ACCOUNTS_OF_A_ROLE = 8;

/**
 * Fills in missing values.
 * @throws Error naming the invalid number and the rule
 */
export function sizeOfFleet(options: FleetOptions): FleetSize {
  const serviceAccounts = options.serviceAccounts ?? 10_000;
  const accounts = options.accounts ?? OWN_ACCOUNTS;
  const size: FleetSize = {
    clusters: accounts + 1,
    accounts,
    roles: Math.max(20, Math.ceil(serviceAccounts * 0.4)),
    pods: serviceAccounts * 3,
    seed: 1,
    ...options,
    serviceAccounts,
  };
  for (const name of namesOf(LIMITS)) {
    const [least, most] = LIMITS[name];
    const value = size[name];
    if (!Number.isInteger(value) || value < least || value > most) {
      throw new Error(
        `fleet: ${name} must be a whole number from ${least} to ${most}, not ${value}.`,
      );
    }
  }
  if (size.accounts === 1 && size.clusters > 2) {
    throw new Error(
      'fleet: accounts=1 has only the clusters prod-eu and prod-us, so clusters must be 1 or 2.',
    );
  }
  if (size.accounts > OWN_ACCOUNTS && size.clusters < size.accounts + 1) {
    throw new Error(
      `fleet: each account has a cluster, and the first has two, so accounts=${
        size.accounts
      } needs at least clusters=${size.accounts + 1}.`,
    );
  }
  if (size.roles * SERVICE_ACCOUNTS_OF_A_ROLE * 0.8 < serviceAccounts) {
    throw new Error(
      `fleet: ${size.roles} roles are too few for ${serviceAccounts} ServiceAccounts. One role serves at most ${SERVICE_ACCOUNTS_OF_A_ROLE}.`,
    );
  }
  return size;
}

/**
 * Parses a text such as `serviceAccounts=1000,pods=3000`. An empty text means the default fleet.
 * @throws Error naming the invalid part
 */
export function readFleet(text: string): FleetOptions {
  const options: FleetOptions = {};
  for (const part of text.split(',').filter(Boolean)) {
    const [name, value = ''] = part.split('=');
    const known = namesOf(LIMITS).find(key => key === name.trim());
    if (!known || !/^\s*\d+\s*$/.test(value)) {
      throw new Error(
        `--fleet: "${part}" must be one of ${Object.keys(LIMITS).join(
          ', ',
        )}, then "=" and a number.`,
      );
    }
    options[known] = Number(value);
  }
  sizeOfFleet(options);
  return options;
}

function namesOf<K extends string>(record: Record<K, unknown>): K[] {
  return Object.keys(record) as K[];
}

/**
 * A generated fleet in the clusters and accounts of the company.
 *
 * @public
 */
export interface Fleet {
  size: Required<FleetOptions>;
  planted: PlantedFaults;
}
