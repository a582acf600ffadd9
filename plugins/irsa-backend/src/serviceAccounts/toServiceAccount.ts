import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type ManagedBy,
  type Permissions,
  type PlanStep,
  type ServiceAccountRef,
  type Verification,
  type Workloads,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../config/types';
import type { Row } from './ServiceAccountRow';

function placeOf(
  { clusters }: Pick<IrsaConfig, 'clusters'>,
  cluster: string,
): { region: string; accountId: string } {
  const config = clusters.find(({ name }) => name === cluster);
  return { region: config?.region ?? '', accountId: config?.accountId ?? '' };
}

/** Returns an IAM service account without stored data. */
export function unseenServiceAccount(
  { cluster, namespace, name }: ServiceAccountRef,
  config: Pick<IrsaConfig, 'clusters'>,
): IamServiceAccount {
  return {
    id: serviceAccountId({ cluster, namespace, name }),
    ...{ cluster, namespace, name },
    ...placeOf(config, cluster),
    mechanism: 'irsa',
    roleArn: null,
    entityRef: null,
    owner: null,
    workloads: null,
    verification: null,
    permissions: { services: [], risks: [] },
    spec: null,
    drift: null,
    cutOff: null,
  };
}

/** Converts a row to an IAM service account. */
export function toServiceAccount(
  row: Row,
  config: Pick<IrsaConfig, 'clusters'>,
): IamServiceAccount {
  const read = <T>(json: string | null, fallback: T): T =>
    json === null ? fallback : JSON.parse(json);
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    mechanism: row.mechanism,
    roleArn: row.role_arn,
    entityRef: row.entity_ref,
    owner: row.owner,
    ...placeOf(config, row.cluster),
    workloads: read<Workloads | null>(row.workloads, null),
    verification: read<Verification | null>(row.verification, null),
    permissions: read<Permissions>(row.permissions, {
      services: [],
      risks: [],
    }),
    spec: read<IamServiceAccountSpec | null>(row.spec, null),
    ...(row.managed_by !== null && {
      managedBy: read<ManagedBy | undefined>(row.managed_by, undefined),
    }),
    ...(row.association !== null && {
      association: JSON.parse(row.association),
    }),
    ...(row.annotated_role_arn !== null && {
      annotatedRoleArn: row.annotated_role_arn,
    }),
    drift: row.spec === null ? null : read<PlanStep[] | null>(row.drift, null),
  };
}
