import type { CheckResult } from '../../model/types';
import type { GovernanceAnswer } from '../types';

/** Converts the result of a verification check into a governance answer. */
export function fromVerification({
  id,
  link,
  evidence,
  message,
  remediation,
  commands,
  fault,
}: CheckResult): Omit<GovernanceAnswer, 'severity' | 'impact'> {
  return {
    evidence,
    message,
    // In a verification result, the commands follow the sentence.
    remediation: remediation?.split('\n')[0] ?? null,
    ...(commands && { commands }),
    ...(fault !== undefined && { fault }),
    facts: [
      { label: 'Link', value: link },
      { label: 'Check', value: id },
    ],
  };
}
