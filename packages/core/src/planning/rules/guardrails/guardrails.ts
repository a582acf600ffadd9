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
import {
  keyPoliciesOf,
  managedPoliciesOf,
  policiesOfSpec,
} from './askedPolicies';
import { policyGuardrails, requestGuardrails, requestLimits } from './registry';
import type {
  AskedPolicies,
  AskedPolicy,
  BrokenGuardrails,
  RequestGuardrail,
} from './types';

/** Expands the policies of one request once. Guardrails evaluate the `judged` policies, together with the rest. */
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
    if (!found) throw new Error(`No requested policy is named ${policy}.`);
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

/** Returns the violations of the enforced guardrails, and warnings for the report-only guardrails. */
function judge(
  guardrails: Guardrails,
  by: {
    enforced: (guardrails: Guardrails) => Violation[];
    reported: (guardrails: Guardrails) => Violation[];
  },
): BrokenGuardrails {
  const { reportOnly } = guardrails;
  const found = reportOnly ? by.reported({ ...guardrails, ...reportOnly }) : [];
  return {
    violations: by.enforced(guardrails),
    warnings: found.map(warning => ({
      ...warning,
      message: `Report-only: ${warning.message}`,
    })),
  };
}

interface Surroundings {
  config: RulesConfig;
  cluster: ClusterConfig;
  catalogue: ActionCatalogue;
}

/** Checks the guardrails that a spec violates by itself, before anything is read. */
export function checkSpecGuardrails(
  spec: IamServiceAccountSpec,
  {
    config,
    cluster,
    owner,
    catalogue,
  }: Surroundings & { owner: string | undefined },
): BrokenGuardrails {
  const { guardrails } = config;
  const accountId = roleAccountOf(spec, cluster);
  const request = {
    ...{ config, cluster, accountId, spec, owner },
    ...plannedNames(spec, cluster, config),
  };
  const asked = expandAsked(policiesOfSpec(spec, { ...cluster, accountId }), {
    ...{ guardrails, catalogue },
    judged: () => true,
  });
  const judgeBy = (checks: readonly RequestGuardrail[]) => (by: Guardrails) =>
    [
      ...checks.flatMap(check => check({ ...request, guardrails: by })),
      ...policyGuardrails.flatMap(check => check({ ...asked, guardrails: by })),
    ];
  return judge(guardrails, {
    enforced: judgeBy(requestGuardrails),
    reported: judgeBy(requestLimits),
  });
}

/**
 * Checks the guardrails against the policies that were read for a spec: the managed policies that it names, as they are now, and the KMS keys of its
 * grants, alone or together with the rest of the spec. Violations by the rest of the spec alone are not included.
 */
export function checkReadPolicies(
  spec: IamServiceAccountSpec,
  observed: Observed,
  { config, cluster, catalogue }: Surroundings,
): BrokenGuardrails {
  const accountId = roleAccountOf(spec, cluster);
  const place = { ...cluster, accountId };
  const read = [
    ...managedPoliciesOf(spec, observed),
    ...keyPoliciesOf(spec, observed, place),
  ];
  if (read.length === 0) return { violations: [], warnings: [] };
  const { guardrails } = config;
  const asked = expandAsked([...policiesOfSpec(spec, place), ...read], {
    ...{ guardrails, catalogue },
    judged: policy => read.includes(policy),
  });
  const judgeBy = (by: Guardrails) =>
    policyGuardrails.flatMap(check => check({ ...asked, guardrails: by }));
  return judge(guardrails, { enforced: judgeBy, reported: judgeBy });
}
