import type { Config } from '@backstage/config';
import { readOwner } from './owner';

const GROUP_KINDS = ['group', 'user'];

/** Reads the groups of a setting, as full references in lowercase. `section` names the containing section in errors. */
export function readGroups(
  config: Config | undefined,
  path: string,
  section = 'irsa',
): string[] {
  const refs = config?.getOptionalStringArray(path) ?? [];
  return refs.map((ref, index) => {
    const key = `${section}.${path}[${index}]`;
    const owner = readOwner(ref, key);
    if (owner.startsWith('group:')) return owner;
    throw new Error(
      `${key} is "${ref}": write the entity reference of a group.`,
    );
  });
}

/** Reads the groups whose members may act in place of every owner: `irsa.administrators`. */
export function readAdministrators(config: Config | undefined): string[] {
  return readGroups(config, 'administrators');
}

/** Reads the groups whose members accept findings of high and critical severity: `irsa.findings.acceptanceGroups`. */
export function readAcceptanceGroups(config: Config | undefined): string[] {
  return readGroups(config, 'findings.acceptanceGroups');
}

/** Reads the groups whose members may apply without approvals for some hours: `irsa.breakGlass.groups`. */
export function readBreakGlassGroups(config: Config | undefined): string[] {
  return readGroups(config, 'breakGlass.groups');
}

/** Reads the groups whose members read all recorded changes and the access review: `irsa.audit.readerGroups`. */
export function readAuditReaderGroups(config: Config | undefined): string[] {
  return readGroups(config, 'audit.readerGroups');
}

/** Reads the groups whose members read the fleet data of all owners: `irsa.fleet.readerGroups`. */
export function readFleetReaderGroups(config: Config | undefined): string[] {
  return readGroups(config, 'fleet.readerGroups');
}

/**
 * Reads which User and Group entities count: `irsa.groupSources`. Without it, all count, which is safe only if users cannot register such entities in
 * the catalog.
 *
 * @throws Error - if everybody may register groups and no sources are named.
 */
export function readGroupSources(root: Config): string[] | undefined {
  const sources = root.getOptionalStringArray('irsa.groupSources');
  if (sources) return sources;
  const allowed = (root.getOptionalConfigArray('catalog.rules') ?? [])
    .filter(rule => !rule.has('locations'))
    .flatMap(rule => rule.getOptionalStringArray('allow') ?? [])
    .filter(kind => GROUP_KINDS.includes(kind.toLocaleLowerCase('en-US')));
  if (allowed.length === 0) return undefined;
  throw new Error(
    `catalog.rules lets everybody register ${allowed.join(
      ' and ',
    )} entities, so groups cannot decide who owns AWS access. Set irsa.groupSources to the locations whose users and groups count, such as ["url:https://github.com/my-org/org-data/blob/main/*"], or allow these kinds for named locations only.`,
  );
}
