import type {
  AccessLevel,
  EffectiveService,
  PermissionEntry,
} from '@backstage-irsa/core/model';

/** One cell of the grid. */
export interface LevelCell {
  level: AccessLevel;
  /** `blocked` and `unknown` are for what is granted, and of which nothing is known to be allowed. */
  state: 'full' | 'limited' | 'none' | 'blocked' | 'unknown';
  /** What the cell opens to; empty when nothing is granted. */
  entries: PermissionEntry[];
}

/** What a service's cell of a level says. */
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
