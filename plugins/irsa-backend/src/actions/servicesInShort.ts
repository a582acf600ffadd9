import type { EffectiveService } from '@backstage-irsa/core/model';

/** The maximum number of names in a list. */
const MOST = 50;

const few = (names: string[]) => [...new Set(names)].slice(0, MOST);

/** Summarizes effective permissions by service and level, without levels that no statement is about. */
export function servicesInShort(services: EffectiveService[]) {
  return services
    .map(({ service, title, levels }) => ({
      service,
      title,
      levels: levels
        .filter(({ entries }) => entries.length > 0)
        .map(({ level, extent, entries }) => {
          const blocked = entries.filter(({ state }) => state === 'blocked');
          const granted = entries.filter(({ state }) => state !== 'blocked');
          return {
            ...{ level, extent },
            actions:
              extent === 'full'
                ? []
                : few(granted.flatMap(({ actions }) => actions)),
            resources: few(granted.flatMap(({ resources }) => resources)),
            blocked: few(blocked.flatMap(({ actions }) => actions)),
          };
        }),
    }))
    .filter(({ levels }) => levels.length > 0);
}
