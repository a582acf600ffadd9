import {
  found,
  valueOf,
  type ClusterConfig,
  type IamServiceAccountSpec,
  type Observed,
  type Violation,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../../config/types';
import { TooManyRequestsError } from '../../../lib/errors';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import type { Subject } from './subjects';

/** Returns a function for the report-only guardrail violations of a last-applied spec. Its result is undefined if unknown or too slow. */
export function reportedGuardrails(
  { config, evaluator }: { config: IrsaConfig; evaluator: Evaluator },
  cluster: ClusterConfig,
): (subject: Subject, observed: Observed) => Promise<Violation[] | undefined> {
  return async ({ before, isGone }, { target, ...own }) => {
    const { spec, owner } = before ?? {};
    if (!config.guardrails.reportOnly || !spec || !owner || isGone) return [];
    const input = { spec, config, cluster, owner };
    // If there is a target role, it is the role of the spec.
    const observed = { ...own, ...target };
    const wantedPolicies = attachedPoliciesOf(spec, observed);
    if (!wantedPolicies) return undefined;
    try {
      const bySpec = await evaluator.run('specGuardrails', input, {
        waits: true,
      });
      if (Object.keys(wantedPolicies).length === 0) return bySpec.warnings;
      const byPolicies = await evaluator.run(
        'readPolicyGuardrails',
        {
          ...input,
          // The policies that came with an adopted role were evaluated before.
          spec: { ...spec, adopt: undefined },
          observed: { ...observed, wantedPolicies },
        },
        { waits: true },
      );
      return [...bySpec.warnings, ...byPolicies.warnings];
    } catch (error) {
      if (error instanceof TooManyRequestsError) return undefined;
      throw error;
    }
  };
}

/** Returns the managed policies of the role that the spec names; undefined if not all of them are known. */
function attachedPoliciesOf(
  { managedPolicyArns = [] }: IamServiceAccountSpec,
  { attachedPolicies }: Pick<Observed, 'attachedPolicies'>,
): Observed['wantedPolicies'] {
  if (managedPolicyArns.length === 0) return {};
  if (attachedPolicies.state === 'unknown') return undefined;
  const attached = valueOf(attachedPolicies) ?? [];
  const known = attached.flatMap(policy => valueOf(policy) ?? []);
  const named = known.filter(({ arn }) => managedPolicyArns.includes(arn));
  const isComplete =
    known.length === attached.length ||
    named.length === managedPolicyArns.length;
  return isComplete
    ? Object.fromEntries(named.map(policy => [policy.arn, found(policy)]))
    : undefined;
}
