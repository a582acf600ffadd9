import {
  ExpandedPolicies,
  type ActionCatalogue,
  type StatementRef,
} from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec, Violation } from '../../../model/types';
import type {
  ClusterConfig,
  Guardrails,
  RulesConfig,
} from '../../../model/config';
import { roleAccountOf } from '../../../model/awsNames';
import type { Observed } from '../../../model/observed';
import { plannedNames } from '../../names';
import { managedPoliciesOf, policiesOfSpec } from './askedPolicies';
import { policyGuardrails, requestGuardrails } from './registry';
import type { AskedPolicies, AskedPolicy } from './types';

/** The policies of one request, expanded once. `judged` are those that are to be judged, beside the rest. */
function expandAsked(
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

interface Surroundings {
  config: RulesConfig;
  cluster: ClusterConfig;
  catalogue: ActionCatalogue;
}

/** Every guardrail that a spec breaks by itself, before anything is read. */
export function checkSpecGuardrails(
  spec: IamServiceAccountSpec,
  {
    config,
    cluster,
    owner,
    catalogue,
  }: Surroundings & { owner: string | undefined },
): Violation[] {
  const { guardrails } = config;
  const accountId = roleAccountOf(spec, cluster);
  const request = {
    ...{ guardrails, config, cluster, accountId, spec, owner },
    ...plannedNames(spec, cluster, config),
  };
  const asked = expandAsked(policiesOfSpec(spec, { ...cluster, accountId }), {
    ...{ guardrails, catalogue },
    judged: () => true,
  });
  return [
    ...requestGuardrails.flatMap(check => check(request)),
    ...policyGuardrails.flatMap(check => check(asked)),
  ];
}

/**
 * Every guardrail that the managed policies break that a spec names, as they are now: by themselves, or together with the rest of the spec. What that
 * breaks by itself is not among them.
 */
export function checkManagedPolicies(
  spec: IamServiceAccountSpec,
  observed: Observed,
  { config, cluster, catalogue }: Surroundings,
): Violation[] {
  const managed = managedPoliciesOf(spec, observed);
  if (managed.length === 0) return [];
  const accountId = roleAccountOf(spec, cluster);
  const asked = expandAsked(
    [...policiesOfSpec(spec, { ...cluster, accountId }), ...managed],
    {
      ...{ guardrails: config.guardrails, catalogue },
      judged: policy => managed.includes(policy),
    },
  );
  return policyGuardrails.flatMap(check => check(asked));
}
