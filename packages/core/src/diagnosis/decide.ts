import type { EffectivePermissions, SimulationResult } from '../model/types';
import { simulate } from '../permissions/simulate';
import { checkSimulationRequests } from '../planning/rules/simulationRules';

/** By the policies as the verification read them; not where they could not all be read, or the request is none that can be decided. */
export function decide(
  roleArn: string | null,
  permissions: EffectivePermissions | undefined,
  action: string,
  resource: string,
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
  return simulate([request], role, permissions, { now: new Date() })[0];
}
