import type { NamedPolicy } from '../document/types';
import { effectivePermissions } from '../effective/effective';
import type { EffectiveLevel } from '../effective/types';
import type { LevelSummary, PermissionsSummary, SummaryOptions } from './types';

/**
 * What identity policies let a principal do, by service and level, in short: less what they, its boundary or session policies remove whole, and
 * without what conditions say. `effectivePermissions` says it in full.
 *
 * Source: IAM User Guide, "Policy summaries".
 *
 * @public
 */
export function summarizePermissions(
  policies: NamedPolicy[],
  options: SummaryOptions,
): PermissionsSummary {
  const { catalogue, permissionsBoundary, sessionPolicies } = options;
  const { services, unknownActions, invalidPolicies } = effectivePermissions(
    { identityPolicies: policies, permissionsBoundary, sessionPolicies },
    { catalogue },
  );
  return {
    services: services
      .map(service => ({
        ...service,
        levels: service.levels.flatMap(summarizeLevel),
      }))
      .filter(({ levels }) => levels.length > 0),
    unknownActions,
    invalidPolicies,
  };
}

function summarizeLevel({
  level,
  extent,
  entries,
}: EffectiveLevel): LevelSummary[] {
  if (extent === 'none') return [];
  const open = entries.filter(({ state }) => state !== 'blocked');
  const sorted = (texts: string[]) => [...new Set(texts)].sort();
  return [
    {
      level,
      extent,
      actions: sorted(open.flatMap(({ actions }) => actions)),
      resources: sorted(open.flatMap(({ resources }) => resources)),
    },
  ];
}
