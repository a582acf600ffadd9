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

/** The names that configuration and spec alone determine. */
export interface PlannedNames {
  path: string;
  roleName: string;
  roleArn: string;
  policyName: string;
  policyArn: string;
  /** The permissions boundary of the spec, or else the one that the guardrails set for the account. */
  boundaryArn?: string;
  /** The pod role in the cluster's account, if EKS Pod Identity needs one to assume the role. */
  podRole?: { arn: string; boundaryArn?: string };
}

/** Returns the names of the role and its policy, derived from the ServiceAccount or the spec's role name. A shared role shares its policy. */
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

/** Returns the objects to read for a plan. `own` contains the records of the ServiceAccount. */
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
