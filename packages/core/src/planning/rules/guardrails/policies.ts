import {
  ExpandedPolicies,
  type ActionCatalogue,
  type StatementRef,
} from '@backstage-irsa/iam-policy';
import type { Guardrails } from '../../../model/config';
import type { AskedPolicies, AskedPolicy } from './types';

/** The policies of one request, expanded once. `judged` are those that are to be judged, beside the rest. */
export function expandAsked(
  policies: AskedPolicy[],
  {
    guardrails,
    catalogue,
    judged,
  }: {
    guardrails: Guardrails;
    catalogue: ActionCatalogue;
    judged: (policy: AskedPolicy) => boolean;
  },
): AskedPolicies {
  const byName = new Map(policies.map(policy => [policy.name, policy]));
  const policyOf = ({ policy }: StatementRef) => {
    const found = byName.get(policy);
    if (!found) throw new Error(`No policy ${policy} is asked for.`);
    return found;
  };
  return {
    guardrails,
    expanded: new ExpandedPolicies(
      policies.map(({ name, document }) => ({ name, document })),
      { catalogue },
    ),
    policyOf,
    isJudged: statement => judged(policyOf(statement)),
  };
}
