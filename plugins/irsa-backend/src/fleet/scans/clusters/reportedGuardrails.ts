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

/** What the specs of one cluster that were applied last break of guardrails in report-only; undefined where that cannot be told, or took too long. */
export function reportedGuardrails(
  { config, evaluator }: { config: IrsaConfig; evaluator: Evaluator },
  cluster: ClusterConfig,
): (subject: Subject, observed: Observed) => Promise<Violation[] | undefined> {
  return async ({ before, isGone }, { target, ...own }) => {
    const { spec, owner } = before ?? {};
    if (!config.guardrails.reportOnly || !spec || !owner || isGone) return [];
    const input = { spec, config, cluster, owner };
    // The role of the spec is the target role where there is one.
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
          // What came with an adopted role was judged before.
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

/** Those that a spec names of the managed policies of its role; undefined where they are not all known. */
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
