import type {
  AccessLevel,
  EffectiveService,
  PermissionEntry,
} from '@backstage-irsa/core/model';

/** One cell of the grid. */
export interface LevelCell {
  level: AccessLevel;
  /** The extent of the level. `blocked` and `unknown`: something is granted, but nothing is known to be allowed. */
  state: 'full' | 'limited' | 'none' | 'blocked' | 'unknown';
  /** The entries that the open cell shows; empty if nothing is granted. */
  entries: PermissionEntry[];
}

/** Returns the cell for an access level of a service. */
export function levelCell(
  service: EffectiveService,
  level: AccessLevel,
): LevelCell {
  const found = service.levels.find(({ level: name }) => name === level);
  const entries = found?.entries ?? [];
  if (found && found.extent !== 'none') {
    return { level, state: found.extent, entries };
  }
  const states = new Set(entries.map(({ state }) => state));
  if (states.has('unknown')) return { level, state: 'unknown', entries };
  if (states.has('blocked')) return { level, state: 'blocked', entries };
  return { level, state: 'none', entries };
}
