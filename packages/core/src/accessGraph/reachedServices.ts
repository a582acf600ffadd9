import type { AccessLevel, EffectiveService } from '../model/types';
import type { GraphNode, GraphRole } from './types';

/** The access levels, most harmful first. */
const LEVELS: readonly AccessLevel[] = [
  'Permissions management',
  'Write',
  'Tagging',
  'Read',
  'List',
];

/** The maximum number of resources to name. */
const FEW = 3;

/** The access of a role to one service: the highest level, and the resources if they are few and named. */
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

/** Returns the services that a role can use, highest level first. Roles of an account with the same access to a service share a node. */
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
