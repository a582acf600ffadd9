import type {
  Mechanism,
  MigrationStage,
} from '@backstage-irsa/plugin-irsa-common';

/** An IAM service account as the database has it; what is an object is JSON. */
export interface Row {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  entity_ref: string | null;
  entity_uid: string | null;
  owner: string | null;
  mechanism: Mechanism;
  role_arn: string | null;
  verified_role_arn: string | null;
  verified_role_id: string | null;
  service_account_uid: string | null;
  namespace_uid: string | null;
  spec: string | null;
  status: string | null;
  verification: string | null;
  permissions: string | null;
  workloads: string | null;
  drift: string | null;
  managed_by: string | null;
  association: string | null;
  annotated_role_arn: string | null;
  migration_stage: MigrationStage;
  pods_to_restart: number;
  created_at: string;
  updated_at: string;
}
