import type { CheckResult } from '../../model/types';
import type { GovernanceAnswer } from '../types';

/** What a check of a verification found, as a finding has it. */
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
    // The commands follow the sentence in what a verification tells.
    remediation: remediation?.split('\n')[0] ?? null,
    ...(commands && { commands }),
    ...(fault !== undefined && { fault }),
    facts: [
      { label: 'Link', value: link },
      { label: 'Check', value: id },
    ],
  };
}
