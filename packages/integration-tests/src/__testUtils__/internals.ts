// Internals of the backend that these tests need. The backend does not export them.
/* eslint-disable @backstage/no-relative-monorepo-imports -- test helpers and internals are published nowhere */
export {
  type InventoryRows,
  SEEN,
  accountRow,
  findingRow,
  idOf,
  insertRows,
  placeOf,
  policySetRow,
  principalRow,
  roleArn,
  roleIdOf,
  roleRow,
  scopeRow,
  vpcEndpointRow,
  workloadRow,
} from '../../../../plugins/irsa-backend/src/__testUtils__/inventory/rows';
export { refuseAsNotifications } from '../../../../plugins/irsa-backend/src/__testUtils__/refuseAsNotifications';
export { sandboxConfig } from '../../../../plugins/irsa-backend/src/__testUtils__/sandboxConfig';
export { WHOLE } from '../../../../plugins/irsa-backend/src/authorization/audit/ChangeStore';
export { canonicalDigest } from '../../../../plugins/irsa-backend/src/authorization/audit/documents';
export { pseudonymsWith } from '../../../../plugins/irsa-backend/src/authorization/audit/pseudonyms';
export { readIrsaConfig } from '../../../../plugins/irsa-backend/src/config/readIrsaConfig';
export { toList } from '../../../../plugins/irsa-backend/src/database/lists';
export { annotateServiceAccount } from '../../../../plugins/irsa-backend/src/execute/annotateServiceAccount';
export { SPREAD_WAITS_MS } from '../../../../plugins/irsa-backend/src/execute/spread';
export { CHANGE_TASKS } from '../../../../plugins/irsa-backend/src/fleet/awsEvents/Rereader';
export { renewedOf } from '../../../../plugins/irsa-backend/src/fleet/scans/ObservationCache';
export { MOST_REPORTS } from '../../../../plugins/irsa-backend/src/fleet/scans/accounts/serviceUses';
export { RetiredScopeStore } from '../../../../plugins/irsa-backend/src/fleet/store/RetiredScopeStore';
export { ServiceAccountScanStore } from '../../../../plugins/irsa-backend/src/fleet/store/ServiceAccountScanStore';
export type { PlaceRow } from '../../../../plugins/irsa-backend/src/fleet/store/inventory/rows';
export { NOTIFY_TASK } from '../../../../plugins/irsa-backend/src/notifications/schedule';
export { toServiceAccount } from '../../../../plugins/irsa-backend/src/observe/objects';
export { Observer } from '../../../../plugins/irsa-backend/src/observe/Observer';
export { RememberedResources } from '../../../../plugins/irsa-backend/src/observe/resources/RememberedResources';
export { AccountQuotas } from '../../../../plugins/irsa-backend/src/observe/aws/AccountQuotas';
export { AwsClients } from '../../../../plugins/irsa-backend/src/observe/aws/AwsClients';
export { ClusterReader } from '../../../../plugins/irsa-backend/src/observe/aws/ClusterReader';
export { VpcEndpointReader } from '../../../../plugins/irsa-backend/src/observe/aws/VpcEndpointReader';
export { AccountReader } from '../../../../plugins/irsa-backend/src/observe/bulk/AccountReader';
export { ClusterBulkReader } from '../../../../plugins/irsa-backend/src/observe/bulk/ClusterBulkReader';
export { KubernetesClients } from '../../../../plugins/irsa-backend/src/observe/kubernetes/KubernetesClients';
export { OrganizationStore } from '../../../../plugins/irsa-backend/src/permissions/organization/OrganizationStore';
export { Organizations } from '../../../../plugins/irsa-backend/src/permissions/organization/Organizations';
export { spec } from '../../../../plugins/irsa-backend/src/schema/spec.generated';
export { ClaimStore } from '../../../../plugins/irsa-backend/src/serviceAccounts/ClaimStore';
