import type {
  AccessLevel,
  Chain,
  CheckDescription,
  ClusterList,
  Diagnosis,
  EffectivePermissions,
  IamServiceAccountList,
  IamServiceAccountSpec,
  LastAccessedReport,
  Mechanism,
  MigrationList,
  MigrationPlan,
  MigrationStage,
  NamespaceList,
  Operation,
  Plan,
  PlanStep,
  RenderFormat,
  Rendering,
  RightSizeProposal,
  RightSizeRequest,
  RightSizing,
  SimulationRequest,
  SimulationResult,
  Verification,
  VerificationHistory,
} from '@backstage-irsa/plugin-irsa-common';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import { createApiRef } from '@backstage/frontend-plugin-api';

/** An AWS action, such as `s3:PutObject`, offered for completion. @public */
export interface KnownAction {
  action: string;
  level: AccessLevel;
  /** The kinds of resources that it is done on, such as `object`. */
  resourceTypes?: string[];
}

/** Which part of the fleet is asked for. @public */
export interface MigrationQuery {
  cluster?: string;
  stage?: MigrationStage;
  /** Continues after a page. */
  cursor?: string;
  /** How many at once. */
  limit?: number;
}

/**
 * What the frontend asks of the irsa backend. Every method throws a `ResponseError` when the backend refuses or fails.
 *
 * @public
 */
export interface IrsaApi {
  /** The IAM service accounts that a catalog entity names, answered from the backend's store. */
  listEntityServiceAccounts(
    entity: CompoundEntityRef,
  ): Promise<IamServiceAccountList>;
  /** Observes AWS and the cluster now and runs every check; `live` also makes the token exchange with AWS STS. */
  verifyServiceAccount(
    id: string,
    options: { live: boolean },
  ): Promise<Verification>;
  /** Every question that a verification may ask, in the order of the chain. */
  listChecks(): Promise<{ items: CheckDescription[] }>;
  /** What stands at each link, the pods, and the commands that show the same by hand, from the store. */
  getChain(id: string): Promise<Chain>;
  /** The verifications of an account, the newest first; `cursor` continues after a page. */
  listVerifications(
    id: string,
    options?: { cursor?: string },
  ): Promise<VerificationHistory>;
  /** The faults that an error text of a pod may come from, each held against checks made now. The text is not stored. */
  diagnose(id: string, text: string): Promise<Diagnosis>;
  /** What applying a spec would change, and every rule that it breaks. Changes nothing. */
  planServiceAccount(spec: IamServiceAccountSpec): Promise<Plan>;
  /** Begins to bring AWS and the cluster to a spec; the operation is then followed by `getOperation`. */
  applyServiceAccount(spec: IamServiceAccountSpec): Promise<Operation>;
  /** What a deletion would take away, and what it would leave and why. Changes nothing. */
  planDeletion(id: string): Promise<{ steps: PlanStep[] }>;
  /** Begins to delete what was made for an IAM service account; the operation is then followed by `getOperation`. */
  deleteServiceAccount(id: string): Promise<Operation>;
  /** What moving an IAM service account to a mechanism would change, what stands in its way, and which pods must start again. Changes nothing. */
  planMigration(id: string, to: Mechanism): Promise<MigrationPlan>;
  /** Begins to move it as far as its pods let it; the operation is then followed by `getOperation`. */
  migrateServiceAccount(id: string, to: Mechanism): Promise<Operation>;
  /** How far the fleet is on its way to EKS Pod Identity, from the store: one page, and the counts of all. */
  listMigrations(query: MigrationQuery): Promise<MigrationList>;
  /** The files that ask another tool for what a spec asks for, and every rule that it breaks. Changes nothing. */
  renderServiceAccount(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
  ): Promise<Rendering>;
  /** An operation as it stands now. */
  getOperation(id: string): Promise<Operation>;
  /** Everything the role may do, with the statements behind it, the policy documents and the risks, from the store. */
  getPermissions(id: string): Promise<EffectivePermissions>;
  /** Whether the role can do what is asked; `askAws` also asks AWS, which sees SCPs but no resource policies. */
  simulate(
    id: string,
    options: { requests: SimulationRequest[]; askAws: boolean },
  ): Promise<{ results: SimulationResult[] }>;
  /** When the role last used each service, from a report that AWS makes now; takes some seconds. */
  readLastAccessed(id: string): Promise<LastAccessedReport>;
  /** What the role could do without, from a report that AWS makes now, with the plan that takes it away; takes some seconds. Changes nothing. */
  proposeRightSize(
    id: string,
    request: RightSizeRequest,
  ): Promise<RightSizeProposal>;
  /** Begins to take away what is named; the operation is then followed by `getOperation`. */
  rightSize(id: string, request: RightSizeRequest): Promise<Operation>;
  /** What was taken away before, the newest first. */
  listRightSizings(id: string): Promise<{ items: RightSizing[] }>;
  /** Begins to give back what was taken away; the operation is then followed by `getOperation`. */
  undoRightSizing(id: string, rightSizing: string): Promise<Operation>;
  /** AWS actions that begin with a text, without regard to case. */
  listActions(prefix: string): Promise<{ items: KnownAction[] }>;
  /** The clusters in which the caller may use at least one namespace. */
  listClusters(): Promise<ClusterList>;
  /** The namespaces of a cluster that the caller may use. */
  listNamespaces(cluster: string): Promise<NamespaceList>;
}

/** Reference to the {@link IrsaApi} of an app. @public */
export const irsaApiRef = createApiRef<IrsaApi>().with({
  id: 'plugin.irsa.service',
  pluginId: 'irsa',
});
