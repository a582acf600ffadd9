import type { IrsaServiceAccountEvent } from '@backstage-irsa/plugin-irsa-node';
import { fromList } from '../database/lists';
import type { RemovedRow } from '../serviceAccounts/removals';

/** Returns an IAM service account as events name it. */
export function reportedAccount(
  row: Pick<
    RemovedRow,
    | 'id'
    | 'cluster'
    | 'namespace'
    | 'name'
    | 'role_arn'
    | 'entity_ref'
    | 'owners'
  >,
): IrsaServiceAccountEvent['serviceAccount'] {
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    roleArn: row.role_arn,
    entityRef: row.entity_ref,
    owners: fromList(row.owners),
  };
}
