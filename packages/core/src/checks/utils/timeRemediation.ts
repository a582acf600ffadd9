import type { Observed, ObservedRole } from '../../model/observed';
import type { Remediation } from '../types';

/** Leaves the decision to a person, because somebody limited the access in time on purpose. */
export function timeRemediation(
  { ref }: Observed,
  role: ObservedRole,
): Remediation {
  return {
    sentence: `In the trust policy of role ${role.name}, change the time in the condition if ${ref.namespace}/${ref.name} needs the role now.`,
  };
}
