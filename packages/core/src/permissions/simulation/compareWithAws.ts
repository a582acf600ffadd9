import type { Decision } from '@backstage-irsa/iam-policy';
import type { LayerReading, SimulationResult } from '../../model/types';
import type { Observation } from '../../model/observation';
import type { SimulatedByAws } from './simulatedByAws';

type Layer = LayerReading['layer'];

const DECIDED: Record<Decision, string> = {
  Allowed: 'AWS allows it',
  ImplicitlyDenied: 'AWS denies it, since nothing allows it',
  ExplicitlyDenied: 'AWS denies it, since a statement says so',
};

/** Adds AWS's answer to Backstage's result, and whether the two differ. */
export function compareWithAws(
  result: SimulationResult,
  answer: Observation<SimulatedByAws>,
): SimulationResult {
  if (answer.state !== 'found') {
    const message =
      answer.state === 'unknown' ? answer.reason : 'AWS gave no answer.';
    return { ...result, aws: { state: 'unavailable', message } };
  }
  const { decision } = answer.value;
  const differs = decision !== result.decision;
  return {
    ...result,
    aws: {
      state: 'answered',
      decision,
      differs,
      message: `${DECIDED[decision]}${organizationsIn(answer.value)}.`,
      ...(differs && { reason: whyItDiffers(result, answer.value) }),
    },
  };
}

function organizationsIn({ allowedByOrganizations }: SimulatedByAws): string {
  if (allowedByOrganizations === undefined) return '';
  return allowedByOrganizations
    ? '; service control policies allow it'
    : '; service control policies do not allow it';
}

const NOT_KNOWN =
  'The reason is unknown. The policies may have changed between the two answers.';

/**
 * Explains a difference, as far as the two answers show the reason.
 *
 * Source: "EvaluationResult" and "SimulatePrincipalPolicy", IAM API Reference.
 */
function whyItDiffers(ours: SimulationResult, aws: SimulatedByAws): string {
  if (ours.decision === 'Allowed') return whyOnlyAwsDenies(ours, aws);
  if (aws.decision !== 'Allowed') {
    // Each denial depends on keys that are open here.
    if (ours.unknownReason?.startsWith('That depends on')) {
      return ours.unknownReason;
    }
    return isBlockedBy(ours, 'service-control') ||
      aws.allowedByOrganizations === false
      ? 'Both deny it. The simulator counts each denial by an SCP as explicit, and before 30 July 2026 as implicit.'
      : 'Both deny it, by different policies.';
  }
  if (isBlockedBy(ours, 'resource-control')) {
    return 'The simulator does not evaluate RCPs.';
  }
  if (isBlockedBy(ours, 'session')) {
    return 'The simulator does not evaluate session policies.';
  }
  if (isBlockedBy(ours, 'vpc-endpoint')) {
    return 'The simulator does not evaluate VPC endpoint policies.';
  }
  if (isBlockedBy(ours, 'service-control')) {
    return 'An SCP that Backstage read denies it. It may have changed since.';
  }
  return hangingOn(ours) ?? unreadHere(ours) ?? NOT_KNOWN;
}

function whyOnlyAwsDenies(
  ours: SimulationResult,
  { allowedByOrganizations }: SimulatedByAws,
): string {
  if (allowedByOrganizations === false) {
    return isUnread(ours, 'service-control')
      ? 'The simulator evaluates SCPs, which Backstage did not read.'
      : 'The simulator finds an SCP that denies it. An SCP may have changed since Backstage read them, or require a condition key that the simulator did not get.';
  }
  const side = ours.layerDecisions.find(({ layer }) => layer === 'resource');
  return (
    hangingOn(ours) ??
    unreadHere(ours) ??
    `The simulator does not evaluate resource policies for roles. ${
      side?.reason ?? ''
    }`.trim()
  );
}

function hangingOn({ missingContext }: SimulationResult): string | undefined {
  return missingContext.length > 0
    ? `It depends on ${missingContext.join(', ')}, not given.`
    : undefined;
}

function unreadHere(ours: SimulationResult): string | undefined {
  const [{ policy = '' } = {}] = ours.invalidPolicies ?? [];
  if (policy) return `Backstage cannot read the document of policy ${policy}.`;
  return isUnread(ours, 'identity') || isUnread(ours, 'permissions-boundary')
    ? 'Backstage did not read every policy of the role.'
    : undefined;
}

function isUnread({ layers }: SimulationResult, layer: Layer): boolean {
  return layers.some(each => each.layer === layer && each.state === 'not-read');
}

function isBlockedBy({ blockedBy }: SimulationResult, layer: Layer): boolean {
  return blockedBy.some(blocker => blocker.layer === layer);
}
