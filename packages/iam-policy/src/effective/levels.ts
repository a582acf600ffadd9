import type { AccessLevel, CatalogueService } from '../summary/types';
import { namesOf } from './names';

/** The riskiest first. */
export const LEVELS: AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/** The actions of a service at one level, sorted by name. */
export interface LevelActions {
  level: AccessLevel;
  /** With prefix, such as `s3:GetObject`. */
  names: string[];
  /** Their places in the catalogue. */
  indexes: number[];
}

const known = new WeakMap<CatalogueService, LevelActions[]>();

/** Every level at which a service has actions, the riskiest first; sorted once for each service. */
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
