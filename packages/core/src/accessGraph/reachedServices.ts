import type { AccessLevel, EffectiveService } from '../model/types';
import type { GraphNode, GraphRole } from './types';

/** From what does most harm. */
const LEVELS: readonly AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/** More resources than these are not named. */
const FEW = 3;

/** What a role reaches of one service: the highest level, and the resources where they are few and named. */
interface Reach {
  level: AccessLevel;
  resources: string[];
}

function reachOf({ levels }: EffectiveService): Reach | undefined {
  const entries = levels.flatMap(({ level, entries: ofLevel }) =>
    ofLevel
      .filter(({ state }) => state !== 'blocked' && state !== 'unknown')
      .map(({ resources }) => ({ level, resources })),
  );
  const level = LEVELS.find(one => entries.some(entry => entry.level === one));
  if (!level) return undefined;
  const resources = [
    ...new Set(entries.flatMap(entry => entry.resources)),
  ].sort();
  const named = resources.length <= FEW && !resources.includes('*');
  return { level, resources: named ? resources : [] };
}

/** The services that a role may use, the highest level first. Roles of one account that reach the same of a service have the same node. */
export function reachedServices({
  services,
  accountId,
}: GraphRole): GraphNode[] {
  return services
    .flatMap(service => {
      const reach = reachOf(service);
      return reach ? [{ service, reach }] : [];
    })
    .sort(
      (a, b) => LEVELS.indexOf(a.reach.level) - LEVELS.indexOf(b.reach.level),
    )
    .map(({ service: { service, title }, reach: { level, resources } }) => ({
      id: ['service', accountId, service, level, ...resources].join(' '),
      kind: 'service',
      name: title,
      members: 1,
      place: accountId,
      level,
      ...(resources.length > 0 && { resources }),
    }));
}
