import type { Decision } from '@backstage-irsa/iam-policy';
import type { SimulationResult } from '../model/types';
import type { Observation } from '../model/observation';
import type { SimulatedByAws } from './simulatedByAws';

const DECIDED: Record<Decision, string> = {
  Allowed: 'AWS allows it',
  ImplicitlyDenied: 'AWS denies it, since nothing allows it',
  ExplicitlyDenied: 'AWS denies it, since a statement says so',
};

/** Our answer with AWS's beside it, and whether the two differ. */
export function withAwsAnswer(
  result: SimulationResult,
  answer: Observation<SimulatedByAws>,
): SimulationResult {
  if (answer.state !== 'found') {
    const message =
      answer.state === 'unknown' ? answer.reason : 'AWS gave no answer.';
    return { ...result, aws: { state: 'unavailable', message } };
  }
  const { decision } = answer.value;
  return {
    ...result,
    aws: {
      state: 'answered',
      decision,
      differs: decision !== result.decision,
      message: `${DECIDED[decision]}${organizationsIn(answer.value)}.`,
    },
  };
}

function organizationsIn({ allowedByOrganizations }: SimulatedByAws): string {
  if (allowedByOrganizations === undefined) return '';
  return allowedByOrganizations
    ? '; service control policies allow it'
    : '; service control policies do not allow it';
}
