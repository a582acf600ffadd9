import type {
  EffectivePermissions,
  SimulationRequest,
  SimulationResult,
} from '../model/types';
import {
  simulate,
  type SimulationKnowledge,
} from '../permissions/simulation/simulate';
import { checkSimulationRequests } from '../planning/rules/simulationRules';

/** Decides a request with the policies that the verification read. Undefined if the role's own were not all read, or if the request is invalid. */
export function decide(
  request: SimulationRequest,
  roleArn: string | null,
  permissions: EffectivePermissions | undefined,
  beside: Pick<SimulationKnowledge, 'organizations' | 'vpcEndpoints'>,
): SimulationResult | undefined {
  const unread = permissions?.layers.some(
    ({ layer, state }) =>
      (layer === 'identity' ||
        layer === 'permissions-boundary' ||
        layer === 'session') &&
      state === 'not-read',
  );
  if (roleArn === null || !permissions || unread) return undefined;
  if (checkSimulationRequests([request]).length > 0) return undefined;
  const role = { arn: roleArn, tags: {}, openTags: 'all' as const };
  const known = { now: new Date(), ...beside };
  return simulate([request], role, permissions, known)[0];
}
