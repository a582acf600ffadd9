import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
} from '@backstage-irsa/plugin-irsa-common';
import type { IrsaConfig } from '../config/types';
import type { ClusterConfig } from '../config/model';
import type { PlannedObjects } from '../observe/planned';
import { boundaryOf, plannedNames } from './desired';
import { associationRecord } from './records';

/** What is to be read for a plan. `own` is what is recorded for the ServiceAccount. */
export function plannedObjects(
  spec: IamServiceAccountSpec,
  cluster: ClusterConfig,
  own: ReadonlySet<string>,
  { rolePath, guardrails }: Pick<IrsaConfig, 'rolePath' | 'guardrails'>,
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
