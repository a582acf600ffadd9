import { matchesGlob } from '../../../ownership/namespaceRules';
import type { RequestGuardrail } from './types';

/** Allows attaching only the configured managed policies. */
export const managedPolicies: RequestGuardrail = ({ guardrails, spec }) => {
  const patterns = guardrails.managedPolicyArns;
  if (!patterns) return [];
  return (spec.managedPolicyArns ?? []).flatMap((arn, index) =>
    patterns.some(pattern => matchesGlob(pattern, arn))
      ? []
      : [
          {
            field: `managedPolicyArns[${index}]`,
            rule: 'managed-policy-allowed',
            message: `Policy ${arn} may not be attached: ${
              patterns.length > 0
                ? `choose one of ${patterns.join(', ')}`
                : 'leave it out'
            }, or use grants.`,
          },
        ],
  );
};
