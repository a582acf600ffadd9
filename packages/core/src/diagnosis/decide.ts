import type { EffectivePermissions, SimulationResult } from '../model/types';
import type { Organizations } from '../permissions/organizationControls';
import { simulate } from '../permissions/simulate';
import { checkSimulationRequests } from '../planning/rules/simulationRules';

/** By the policies as the verification read them; not where they could not all be read, or the request is none that can be decided. */
export function decide(
  roleArn: string | null,
  permissions: EffectivePermissions | undefined,
  action: string,
  resource: string,
  organizations?: Organizations,
): SimulationResult | undefined {
  const unread = permissions?.layers.some(
    ({ layer, state }) =>
      (layer === 'identity' || layer === 'permissions-boundary') &&
      state === 'not-read',
  );
  const request = { action, resource };
  if (roleArn === null || !permissions || unread) return undefined;
  if (checkSimulationRequests([request]).length > 0) return undefined;
  const role = { arn: roleArn, tags: {} };
  const known = { now: new Date(), organizations };
  return simulate([request], role, permissions, known)[0];
}
