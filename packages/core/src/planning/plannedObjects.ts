import { formatServiceAccountRef } from '../model/serviceAccountRef';
import { type IamServiceAccountSpec } from '../model/types';
import type { RulesConfig } from '../model/config';
import type { ClusterConfig } from '../model/config';
import type { PlannedObjects } from './observePlanned';
import { boundaryOf, plannedNames } from './desired';
import { associationRecord } from './records';

/** What is to be read for a plan. `own` is what is recorded for the ServiceAccount. */
export function plannedObjects(
  spec: IamServiceAccountSpec,
  cluster: ClusterConfig,
  own: ReadonlySet<string>,
  { rolePath, guardrails }: Pick<RulesConfig, 'rolePath' | 'guardrails'>,
): PlannedObjects {
  const boundaryArn = boundaryOf(spec, cluster, guardrails);
  const { podRoleArn, ...names } = plannedNames(cluster, rolePath, spec);
  return {
    ...names,
    ...(podRoleArn !== undefined && {
      podRole: {
        arn: podRoleArn,
        boundaryArn: guardrails.permissionsBoundaries[cluster.accountId],
      },
    }),
    podIdentity:
      spec.mechanism === 'pod-identity' ||
      own.has(associationRecord(formatServiceAccountRef(spec))),
    wantedPolicyArns: [
      ...(spec.managedPolicyArns ?? []),
      ...(boundaryArn === undefined ? [] : [boundaryArn]),
    ],
  };
}
