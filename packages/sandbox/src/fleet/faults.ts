/** What is wrong with the trust between a ServiceAccount and its role, and for which share of the roles that serve ServiceAccounts. One each at most. */
export const TRUST_FAULTS = {
  'wrong-subject': 0.02,
  'missing-role': 0.015,
  'dead-issuer': 0.01,
  'wildcard-trust': 0.01,
  'no-subject': 0.005,
} as const;

/** What is wrong with the permissions of a role. */
export const GRANT_FAULTS = {
  'over-wide-policy': 0.02,
  'administrator-access': 0.005,
} as const;

/** When a role was used last, where that is not lately. */
export const USE_FAULTS = {
  'never-used': 0.05,
  'used-long-ago': 0.05,
} as const;

/** What is wrong with a workload. */
export const WORKLOAD_FAULTS = {
  'static-keys': 0.01,
  'host-network': 0.005,
} as const;

/** The rates of those faults that come beside others. */
export const OTHER_RATES = {
  'missing-boundary': 0.05,
  'shared-across-namespaces': 0.02,
  /** Of the namespaces. */
  'default-service-account': 0.02,
  /** Of all roles, as the next. */
  'role-without-service-account': 0.04,
  /** Roles of EC2, Lambda, other accounts and pipelines, which are no fault. */
  'unrelated-role': 0.12,
} as const;

/** OIDC providers of issuers that belong to no cluster, in each account. */
export const ORPHAN_PROVIDERS = 3;

/** The faults of the fleet in the order in which they are shown. */
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
 * A fault of a made-up fleet.
 *
 * @public
 */
export type FleetFault = (typeof FLEET_FAULTS)[number];

/**
 * What was planted, by fault. `wrong-subject`, `missing-role`, `dead-issuer`, `default-service-account` and those of workloads name ServiceAccounts as
 * `<cluster>/<namespace>/<name>`; all others ARNs of roles and OIDC providers.
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
