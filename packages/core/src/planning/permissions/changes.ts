import type {
  EffectivePermissions,
  EffectiveService,
} from '@backstage-irsa/iam-policy';
import type { PermissionChange } from '../../model/types';

/** Actions and resources that a change names at most. */
const MOST = 50;

type Level = EffectiveService['levels'][number];

/** Where each action may be used, under which conditions: what makes two permissions the same. */
function placesOf({ entries }: Level): Map<string, Map<string, string>> {
  const places = new Map<string, Map<string, string>>();
  for (const entry of entries.filter(({ state }) => state !== 'blocked')) {
    const limits = [...(entry.except ?? []), ...(entry.conditions ?? [])];
    for (const action of entry.actions) {
      const known = places.get(action) ?? new Map<string, string>();
      for (const resource of entry.resources) {
        known.set(JSON.stringify([resource, limits]), resource);
      }
      places.set(action, known);
    }
  }
  return places;
}

function levelOf(
  { services }: EffectivePermissions,
  service: string,
  level: string,
): Level | undefined {
  return services
    .find(one => one.service === service)
    ?.levels.find(one => one.level === level);
}

/** What the second may do that the first may not, actions with the same resources together. */
export function gainedBetween(
  before: EffectivePermissions,
  after: EffectivePermissions,
): PermissionChange[] {
  return after.services.flatMap(({ service, title, levels }) =>
    levels.flatMap(level => {
      const earlier = levelOf(before, service, level.level);
      const known = earlier ? placesOf(earlier) : new Map();
      const byResources = new Map<string, string[]>();
      for (const [action, places] of placesOf(level)) {
        const fresh = [...places].filter(
          ([key]) => !known.get(action)?.has(key),
        );
        if (fresh.length === 0) continue;
        const key = JSON.stringify([
          ...new Set(fresh.map(([, resource]) => resource)),
        ]);
        byResources.set(key, [...(byResources.get(key) ?? []), action]);
      }
      return [...byResources].map(([key, actions]) => ({
        service,
        title,
        level: level.level,
        actions: actions.sort().slice(0, MOST),
        resources: (JSON.parse(key) as string[]).slice(0, MOST),
      }));
    }),
  );
}
