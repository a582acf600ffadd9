import type { NamedPolicy } from '../document/types';
import { effectivePermissions } from '../effective/effective';
import type { EffectiveLevel } from '../effective/types';
import type { LevelSummary, PermissionsSummary, SummaryOptions } from './types';

/**
 * Summarizes what identity policies allow a principal to do, by service and access level. Leaves out permissions that they, the permissions
 * boundary, or the session policies block entirely. Does not show conditions. For all details, use `effectivePermissions`.
 *
 * Source: IAM User Guide, "Policy summaries".
 *
 * @public
 */
export function summarizePermissions(
  policies: NamedPolicy[],
  options: SummaryOptions,
): PermissionsSummary {
  const { catalogue, permissionsBoundary, sessionPolicies, budget } = options;
  const { services, ...rest } = effectivePermissions(
    { identityPolicies: policies, permissionsBoundary, sessionPolicies },
    { catalogue, budget },
  );
  return {
    services: services
      .map(service => ({
        ...service,
        levels: service.levels.flatMap(summarizeLevel),
      }))
      .filter(({ levels }) => levels.length > 0),
    ...rest,
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
