import { formatServiceAccountRef } from '../model/serviceAccountRef';
import { type IamServiceAccountSpec } from '../model/types';
import type { ClusterConfig, RulesConfig } from '../model/config';
import {
  iamArn,
  needsPodRole,
  roleAccountOf,
  roleNameOf,
} from '../model/awsNames';
import type { PlannedObjects } from './observePlanned';
import { associationRecord } from './ownership/records';

/** The names that follow from configuration and spec alone. */
export interface PlannedNames {
  path: string;
  roleName: string;
  roleArn: string;
  policyName: string;
  policyArn: string;
  /** What the spec asks for, or else what the guardrails give to the account. */
  boundaryArn?: string;
  /** The role in the cluster's account, where EKS Pod Identity needs one to come to the role. */
  podRole?: { arn: string; boundaryArn?: string };
}

/** The names of the role and of its policy, which go by the ServiceAccount unless a role is named: those who share it share its policy. */
export function plannedNames(
  spec: IamServiceAccountSpec,
  config: ClusterConfig,
  rules: Pick<RulesConfig, 'rolePath' | 'guardrails'>,
): PlannedNames {
  const {
    roleName = roleNameOf(config, spec.namespace, spec.name),
    rolePath: path = rules.rolePath,
    permissionsBoundaryArn,
  } = spec;
  const accountId = roleAccountOf(spec, config);
  const home = { region: config.region, accountId };
  const boundaries = rules.guardrails.permissionsBoundaries;
  const boundaryArn = permissionsBoundaryArn ?? boundaries[accountId];
  return {
    path,
    roleName,
    roleArn: iamArn(home, 'role', path, roleName),
    policyName: roleName,
    policyArn: iamArn(home, 'policy', path, roleName),
    ...(boundaryArn !== undefined && { boundaryArn }),
    ...(needsPodRole(spec, config) && {
      podRole: {
        arn: iamArn(config, 'role', path, roleName),
        boundaryArn: boundaries[config.accountId],
      },
    }),
  };
}

/** What is to be read for a plan. `own` is what is recorded for the ServiceAccount. */
export function plannedObjects(
  spec: IamServiceAccountSpec,
  { roleName, roleArn, policyArn, boundaryArn, podRole }: PlannedNames,
  own: ReadonlySet<string>,
): PlannedObjects {
  return {
    ...{ roleName, roleArn, policyArn, podRole },
    grants: spec.grants ?? [],
    podIdentity:
      spec.mechanism === 'pod-identity' ||
      own.has(associationRecord(formatServiceAccountRef(spec))),
    wantedPolicyArns: [
      ...(spec.managedPolicyArns ?? []),
      ...(boundaryArn === undefined ? [] : [boundaryArn]),
    ],
  };
}
