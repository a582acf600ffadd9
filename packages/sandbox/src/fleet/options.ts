import type { PlantedFaults } from './faults';
/**
 * How large a made-up fleet is. What is not given follows from the number of ServiceAccounts.
 *
 * @public
 */
export interface FleetOptions {
  /** `prod-eu`, `staging-eu` and `prod-us`, in this order, then `fleet-004` and so on; at most 300, default 3. */
  clusters?: number;
  /** 1 leaves out account `444455556666`, and with it `staging-eu`; beyond 2 there are `300000000003` and so on; at most 200, default 2. */
  accounts?: number;
  /** IAM service accounts over all clusters; default 10,000. */
  serviceAccounts?: number;
  /** Over all accounts, with those that no ServiceAccount uses; default two fifths of the ServiceAccounts, and at least 20. */
  roles?: number;
  /** Beside those of the company and of every node; default three for each ServiceAccount. */
  pods?: number;
  /** The same seed makes the same fleet, but for keys, issuers and dates. Default 1. */
  seed?: number;
}

/** A fleet as it will be made. */
export type FleetSize = Required<FleetOptions>;

const LIMITS: Record<keyof FleetOptions, [number, number]> = {
  clusters: [1, 300],
  accounts: [1, 200],
  serviceAccounts: [1, 100_000],
  roles: [20, 40_000],
  pods: [0, 400_000],
  seed: [0, 2_147_483_647],
};

/** Of the company, which are there before any fleet. */
const OWN_ACCOUNTS = 2;

/** A trust policy has no room for the subjects of more. */
const SERVICE_ACCOUNTS_OF_A_ROLE = 8;

/**
 * Fills in what was not given.
 * @throws Error naming the number that is not possible, and the rule
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
      'fleet: with accounts=1 there are the clusters prod-eu and prod-us, so clusters must be 1 or 2.',
    );
  }
  if (size.accounts > OWN_ACCOUNTS && size.clusters < size.accounts + 1) {
    throw new Error(
      `fleet: each account has a cluster, and the first has two, so accounts=${
        size.accounts
      } needs clusters=${size.accounts + 1} at least.`,
    );
  }
  if (size.roles * SERVICE_ACCOUNTS_OF_A_ROLE * 0.8 < serviceAccounts) {
    throw new Error(
      `fleet: ${size.roles} roles are too few for ${serviceAccounts} ServiceAccounts, as one role serves ${SERVICE_ACCOUNTS_OF_A_ROLE} at most.`,
    );
  }
  return size;
}

/**
 * Reads `serviceAccounts=1000,pods=3000`; an empty text is the default fleet.
 * @throws Error naming the part that cannot be read
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
 * A made-up fleet in the clusters and accounts of the company.
 *
 * @public
 */
export interface Fleet {
  size: Required<FleetOptions>;
  planted: PlantedFaults;
}
