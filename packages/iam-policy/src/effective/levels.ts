import type { AccessLevel, CatalogueService } from '../summary/types';
import { namesOf } from './names';

/** The access levels, riskiest first. */
export const LEVELS: AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/** The actions of a service at one access level, sorted by name. */
export interface LevelActions {
  level: AccessLevel;
  /** The names with service prefix, such as `s3:GetObject`. */
  names: string[];
  /** The indexes of the actions in the catalogue. */
  indexes: number[];
}

const known = new WeakMap<CatalogueService, LevelActions[]>();

/** Returns every access level at which a service has actions, riskiest first. Computed once for each service. */
export function levelsOf(service: CatalogueService): LevelActions[] {
  let levels = known.get(service);
  if (!levels) {
    levels = LEVELS.map(level => actionsAt(level, service)).filter(
      ({ names }) => names.length > 0,
    );
    known.set(service, levels);
  }
  return levels;
}

function actionsAt(
  level: AccessLevel,
  service: CatalogueService,
): LevelActions {
  const { full } = namesOf(service);
  const indexes = [...service.actions.keys()]
    .filter(index => service.actions[index].level === level)
    .sort((a, b) => (full[a] < full[b] ? -1 : 1));
  return { level, names: indexes.map(index => full[index]), indexes };
}
