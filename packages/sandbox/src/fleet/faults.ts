/** The faults in the trust between a ServiceAccount and its role, with the share of the roles for ServiceAccounts. A role has at most one. */
export const TRUST_FAULTS = {
  'wrong-subject': 0.02,
  'missing-role': 0.015,
  'dead-issuer': 0.01,
  'wildcard-trust': 0.01,
  'no-subject': 0.005,
} as const;

/** The faults in the permissions of a role, with their rates. */
export const GRANT_FAULTS = {
  'over-wide-policy': 0.02,
  'administrator-access': 0.005,
} as const;

/** The faults in the last use of a role, with their rates. */
export const USE_FAULTS = {
  'never-used': 0.05,
  'used-long-ago': 0.05,
} as const;

/** The faults of a workload, with their rates. */
export const WORKLOAD_FAULTS = {
  'static-keys': 0.01,
  'host-network': 0.005,
} as const;

/** The rates of the faults that can occur in addition to others. */
export const OTHER_RATES = {
  'missing-boundary': 0.05,
  'shared-across-namespaces': 0.02,
  /** The share of the namespaces. */
  'default-service-account': 0.02,
  /** The share of all roles, like the next one. */
  'role-without-service-account': 0.04,
  /** Roles for EC2, Lambda, other accounts, and pipelines, which are not a fault. */
  'unrelated-role': 0.12,
} as const;

/** The number of OIDC providers in each account whose issuer belongs to no cluster. */
export const ORPHAN_PROVIDERS = 3;

/** The faults of the fleet in display order. */
export const FLEET_FAULTS = [
  'wrong-subject',
  'missing-role',
  'dead-issuer',
  'wildcard-trust',
  'no-subject',
  'over-wide-policy',
  'administrator-access',
  'missing-boundary',
  'never-used',
  'used-long-ago',
  'shared-across-namespaces',
  'static-keys',
  'host-network',
  'default-service-account',
  'orphaned-oidc-provider',
  'role-without-service-account',
  'unrelated-role',
] as const;

/**
 * A fault of a generated fleet.
 *
 * @public
 */
export type FleetFault = (typeof FLEET_FAULTS)[number];

/**
 * The planted faults. `wrong-subject`, `missing-role`, `dead-issuer`, `default-service-account`, and those of workloads name ServiceAccounts as
 * `<cluster>/<namespace>/<name>`. All others name ARNs of roles and OIDC providers.
 *
 * @public
 */
export type PlantedFaults = Record<FleetFault, string[]>;

export function noFaults(): PlantedFaults {
  const none: Partial<PlantedFaults> = {};
  FLEET_FAULTS.forEach(fault => {
    none[fault] = [];
  });
  return none as PlantedFaults;
}
