import type { Config } from '@backstage/config';
import { readFleetReaderGroups } from './groups';

/** The `irsa.fleet` section. */
export interface FleetConfig {
  /** The groups whose members read the fleet data of all owners, as full references in lowercase. Absent: everybody with the permission. */
  readerGroups?: string[];
}

/**
 * Reads and checks the section.
 *
 * @throws Error - that names the key and the rule.
 */
export function readFleet(config: Config | undefined): FleetConfig {
  return config?.has('fleet.readerGroups')
    ? { readerGroups: readFleetReaderGroups(config) }
    : {};
}

/** Returns the warning for operators at startup; undefined if there is none. */
export function fleetWarning(
  { readerGroups }: FleetConfig,
  root: Config,
): string | undefined {
  const hasPermissions = root.getOptionalBoolean('permission.enabled') ?? false;
  return hasPermissions || readerGroups !== undefined
    ? undefined
    : 'Backstage permissions are disabled (permission.enabled), so every signed-in user reads the AWS access and findings of all owners. Set irsa.fleet.readerGroups, or enable permissions.';
}
