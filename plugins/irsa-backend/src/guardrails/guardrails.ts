import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ClusterConfig, Guardrails, IrsaConfig } from '../config/types';
import type { Observed } from '../observe/types';
import { roleAccountOf } from '../naming/awsNames';
import { plannedNames } from '../plan/desired';
import { managedPoliciesOf, policiesOfSpec } from './askedPolicies';
import { policyGuardrails, requestGuardrails } from './registry';

/** Without a section nothing is refused but Backstage's own identities. */
const NONE: Guardrails = {
  permissionsBoundaries: {},
  deniedActions: [],
  deniedWildcards: { services: [], resources: [] },
  requiredTags: [],
  namePrefixes: [],
  reserved: { namespaces: [], serviceAccounts: [], roles: [] },
};

/** Every guardrail that a spec breaks by itself, before anything is read. */
export function checkSpecGuardrails(
  spec: IamServiceAccountSpec,
  options: {
    config: IrsaConfig;
    cluster: ClusterConfig;
    owner: string | undefined;
    catalogue: ActionCatalogue;
  },
): Violation[] {
  const { config, cluster, owner, catalogue } = options;
  const { guardrails = NONE } = config;
  const { roleName, roleArn } = plannedNames(cluster, config.rolePath, spec);
  const accountId = roleAccountOf(spec, cluster);
  const request = { guardrails, config, cluster, accountId, spec, owner };
  const policies = policiesOfSpec(spec, { ...cluster, accountId });
  return [
    ...requestGuardrails.flatMap(check =>
      check({ ...request, roleName, roleArn }),
    ),
    ...policyGuardrails.flatMap(check =>
      check({ guardrails, policies, catalogue }),
    ),
  ];
}

/** Every guardrail that the managed policies break that a spec names, as they are now. */
export function checkManagedPolicies(
  spec: IamServiceAccountSpec,
  observed: Observed,
  { guardrails = NONE }: IrsaConfig,
  catalogue: ActionCatalogue,
): Violation[] {
  const policies = managedPoliciesOf(spec, observed);
  return policyGuardrails.flatMap(check =>
    check({ guardrails, policies, catalogue }),
  );
}
