import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { IamServiceAccountSpec, Violation } from '../../../model/types';
import type { RulesConfig } from '../../../model/config';
import type { ClusterConfig } from '../../../model/config';
import { roleAccountOf } from '../../../model/awsNames';
import type { Observed } from '../../../model/observed';
import { plannedNames } from '../../desired';
import { managedPoliciesOf, policiesOfSpec } from './askedPolicies';
import { expandAsked } from './policies';
import { policyGuardrails, requestGuardrails } from './registry';

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
    ...plannedNames(cluster, config.rolePath, spec),
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
