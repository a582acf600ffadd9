import type { FaultId } from '../model/faults';
import type {
  DiagnosisCandidate,
  LayerReading,
  SimulationResult,
} from '../model/types';
import { OF_A_POD } from '../permissions/sessionTags';
import { isOpenWith } from '../permissions/simulation/openConditions';
import type { DiagnosisContext, Recognition } from './types';

/** The fault if the role's own policies deny or do not allow a request. `BY_LAYER` has the faults of other layers. */
const NOT_ALLOWED = 'action-not-allowed';
const BY_LAYER: Record<string, FaultId> = {
  'service-control': 'organization-denies',
  'resource-control': 'organization-denies',
  'vpc-endpoint': 'organization-denies',
  resource: 'resource-policy-denies',
};

/** The state of a fault according to the evaluation of a denied request. */
export type Verdict = Pick<
  DiagnosisCandidate,
  'state' | 'reason' | 'remediation'
>;

/** Returns the request of a recognized denial, if the service's own role made it. */
function requestOf({ shown, whose }: Recognition) {
  const { action, resource } = shown;
  const own = whose === 'service-account-role' || whose === 'unknown';
  return own && action && resource?.startsWith('arn:')
    ? { action, resource }
    : undefined;
}

/** Returns the fault of the layer that denies the request; of the role's own policies if no layer does. */
function deniedFault({ decidedBy, blockedBy }: SimulationResult): FaultId {
  const [first] = [...decidedBy, ...blockedBy];
  return BY_LAYER[first?.layer ?? ''] ?? NOT_ALLOWED;
}

/** Whether the calls of a pod can have a key. */
const mayHave = isOpenWith(OF_A_POD);

/**
 * Whether the reason for the denial is unknown: it depends on the call, some of the role's policies were not read, or only some of several VPC
 * endpoints deny the request.
 */
function isUndecided(result: SimulationResult): boolean {
  const { layers, blockedBy, conditions, missingContext } = result;
  if (conditions || missingContext.some(mayHave)) return true;
  const isUnread = (wanted: LayerReading['layer']) =>
    layers.some(({ layer, state }) => layer === wanted && state === 'not-read');
  return (
    isUnread('identity') ||
    (isUnread('vpc-endpoint') &&
      blockedBy.some(({ layer }) => layer === 'vpc-endpoint'))
  );
}

function deniedVerdict(result: SimulationResult, roleArn: string): Verdict {
  const { action, resource, decision, blockedBy } = result;
  // AWS denied the call, so unread policies do not allow it either.
  const summary = result.unknownReason === undefined ? [result.summary] : [];
  const where =
    blockedBy[0]?.layer === 'vpc-endpoint'
      ? `the policy of VPC endpoint ${blockedBy[0].level}`
      : `the policies of ${roleArn}, through a grant in its spec`;
  const remediation =
    decision === 'ExplicitlyDenied'
      ? `If the service needs it, remove ${action} on ${resource} from the statement that denies it.`
      : `If the service needs it, allow ${action} on ${resource} in ${where}.`;
  const because = [...summary, ...blockedBy.map(({ message }) => message)];
  return {
    state: 'confirmed',
    reason: [...new Set(because)].join(' '),
    remediation,
  };
}

/**
 * Evaluates the requests that the text reports as denied, and returns verdicts by fault. A denial confirms a fault. If the role's policies allow the
 * request, they are ruled out, and faults of other layers stay open.
 */
export function evaluate(
  recognitions: Recognition[],
  { decide, roleArn }: Pick<DiagnosisContext, 'decide' | 'roleArn'>,
): Map<FaultId, Verdict> {
  const verdicts = new Map<FaultId, Verdict>();
  if (roleArn === null) return verdicts;
  for (const request of recognitions.flatMap(one => requestOf(one) ?? [])) {
    const result = decide(request.action, request.resource);
    if (!result) continue;
    const denied = result.decision !== 'Allowed';
    if (denied && isUndecided(result)) continue;
    if (denied) {
      verdicts.set(deniedFault(result), deniedVerdict(result, roleArn));
    } else if (!verdicts.has(NOT_ALLOWED)) {
      verdicts.set(NOT_ALLOWED, {
        state: 'ruled-out',
        reason: `The policies of the role allow it. ${result.summary}`,
        remediation: null,
      });
    }
  }
  return verdicts;
}
