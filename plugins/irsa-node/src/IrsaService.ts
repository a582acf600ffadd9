import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type { CompoundEntityRef } from '@backstage/catalog-model';
import type {
  ApplyResult,
  Diagnosis,
  EffectivePermissions,
  FindingList,
  FleetRoleList,
  FleetServiceAccountList,
  IamServiceAccount,
  IamServiceAccountSpec,
  Mechanism,
  MigrationPlan,
  MigrationResult,
  OperationStep,
  Plan,
  RenderFormat,
  Rendering,
  ServiceAccountRef,
  SimulationRequest,
  SimulationResult,
  Verification,
  VerificationHistory,
} from '@backstage-irsa/core/model';

/** What every request needs. @public */
export interface IrsaRequestOptions {
  /** On whose behalf the request is made; what they may not do is refused. */
  credentials: BackstageCredentials;
  /** Ends the waiting. */
  signal?: AbortSignal;
}

/** How to apply a spec, or to delete what it made. @public */
export interface ApplyServiceAccountOptions extends IrsaRequestOptions {
  /** Called in order, each time a step is seen in a new state. */
  onStep?: (step: OperationStep) => void;
  /** Why, in one line of at most 500 characters, for auditors. */
  reason?: string;
  /** The number of the change request or ticket behind it, for auditors. */
  changeNumber?: string;
}

/** How to verify. @public */
export interface VerifyServiceAccountOptions extends IrsaRequestOptions {
  /** Also make the live proof, a token exchange with AWS STS that gives out no power. */
  live: boolean;
}

/** Which page of a list. @public */
export interface IrsaPageOptions extends IrsaRequestOptions {
  /** The `nextCursor` of the page before; the first page when absent. */
  cursor?: string;
  /** How many items at most. */
  limit?: number;
}

/** Which page of the fleet's IAM service accounts. @public */
export interface ListFleetServiceAccountsOptions extends IrsaPageOptions {
  /** The name of a cluster, as in `irsa.clusters`. */
  cluster?: string;
  namespace?: string;
  /** An entity reference, or `none`. */
  owner?: string;
}

/** Which page of the findings. @public */
export interface ListFindingsOptions extends IrsaPageOptions {
  /** Open ones when absent. */
  state?: 'open' | 'accepted' | 'resolved';
  cluster?: string;
  /** An entity reference, or `none`. */
  owner?: string;
}

/** Which page of the roles. @public */
export interface ListRolesOptions extends IrsaPageOptions {
  /** AWS account ID of 12 digits. */
  account?: string;
  /** An entity reference, or `none`. */
  owner?: string;
}

/** How to simulate. @public */
export interface SimulateServiceAccountOptions extends IrsaRequestOptions {
  /** Also ask AWS's own engine, which sees service control policies. */
  useAwsSimulator?: boolean;
}

/**
 * The API of the `irsa` backend plugin. Every method rejects with a `ResponseError` when the plugin refuses:
 * 400 for what breaks a rule, 403 for what the caller may not do, 404 for what is not there.
 *
 * @public
 */
export interface IrsaService {
  /** What applying the spec would change, and every rule that it breaks. Changes nothing. */
  plan(spec: IamServiceAccountSpec, options: IrsaRequestOptions): Promise<Plan>;

  /**
   * Brings AWS and the cluster to the spec, verifies, and answers when all is done. An unchanged spec changes nothing.
   * A signal that aborts ends the waiting only: steps under way are finished by the backend, and applying again
   * goes on from what is there.
   *
   * @throws The error that stopped the plan, by its name and message.
   */
  apply(
    spec: IamServiceAccountSpec,
    options: ApplyServiceAccountOptions,
  ): Promise<ApplyResult>;

  /**
   * Deletes what was made for an IAM service account and serves nobody else, power first, and answers when all is done.
   *
   * @param serviceAccount - The id, or where the ServiceAccount lives.
   * @throws NotFoundError - when no IAM service account that the caller may read lives there.
   */
  delete(
    serviceAccount: string | ServiceAccountRef,
    options: ApplyServiceAccountOptions,
  ): Promise<OperationStep[]>;

  /** The files that ask another tool for what the spec asks for, and every rule that it breaks. Changes nothing. */
  render(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: IrsaRequestOptions,
  ): Promise<Rendering>;

  /** Renders a spec for delivery by another tool, and remembers that it was asked for, so that it is waited for. */
  deliver(
    spec: IamServiceAccountSpec,
    format: RenderFormat,
    options: IrsaRequestOptions,
  ): Promise<Rendering>;

  /** Deletes again what an operation of the caller's that failed had created, and nothing that was there before it. */
  rollBack(
    operationId: string,
    options: IrsaRequestOptions,
  ): Promise<OperationStep[]>;

  /**
   * Observes AWS and the cluster now and runs every check.
   *
   * @param serviceAccount - The id, or where the ServiceAccount lives.
   * @throws NotFoundError - when no IAM service account that the caller may read lives there.
   */
  verify(
    serviceAccount: string | ServiceAccountRef,
    options: VerifyServiceAccountOptions,
  ): Promise<Verification>;

  /**
   * What moving an IAM service account to the other mechanism would change, what stands in its way, and which pods must start again. Changes
   * nothing.
   *
   * @param serviceAccount - The id, or where the ServiceAccount lives.
   */
  planMigration(
    serviceAccount: string | ServiceAccountRef,
    to: Mechanism,
    options: IrsaRequestOptions,
  ): Promise<MigrationPlan>;

  /**
   * Moves an IAM service account to the other mechanism as far as its running pods let it, and answers when that is done. Called again after they
   * have started again, it finishes.
   *
   * @param serviceAccount - The id, or where the ServiceAccount lives.
   */
  migrate(
    serviceAccount: string | ServiceAccountRef,
    to: Mechanism,
    options: ApplyServiceAccountOptions,
  ): Promise<MigrationResult>;

  /** The IAM service accounts that a catalog entity names, as last stored: `verification` is null before the first one. */
  getEntityServiceAccounts(
    entityRef: string | CompoundEntityRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount[]>;

  /** Verifies those of an entity that were never verified, without live proofs, as far as the caller may. Answers all of them. */
  verifyEntity(
    entityRef: string | CompoundEntityRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount[]>;

  /** One IAM service account as last stored. */
  getServiceAccount(
    serviceAccount: string | ServiceAccountRef,
    options: IrsaRequestOptions,
  ): Promise<IamServiceAccount>;

  /** Everything that the role may do, with the statements behind it and the risks, as last observed. */
  getPermissions(
    id: string,
    options: IrsaRequestOptions,
  ): Promise<EffectivePermissions>;

  /**
   * Whether the role can do what is asked, by the policies that it has now: one result for each request, in their order.
   *
   * @param requests - At most 20.
   */
  simulate(
    id: string,
    requests: SimulationRequest[],
    options: SimulateServiceAccountOptions,
  ): Promise<SimulationResult[]>;

  /** One page of the verifications of an IAM service account, the newest first, each with what changed since the one before. */
  getHistory(
    id: string,
    options: IrsaPageOptions,
  ): Promise<VerificationHistory>;

  /**
   * The faults that an error text of a pod may come from, the likeliest first, each held against checks made now. The text is not stored.
   *
   * @param text - At most 20000 characters.
   */
  diagnose(
    id: string,
    text: string,
    options: IrsaRequestOptions,
  ): Promise<Diagnosis>;

  /**
   * One page of the IAM service accounts of all clusters, as last scanned. May be asked with the credentials of a plugin itself, which sees all of
   * them; needs `irsa.governance.read`, as do the other lists of the fleet.
   */
  listFleetServiceAccounts(
    options: ListFleetServiceAccountsOptions,
  ): Promise<FleetServiceAccountList>;

  /** One page of what is wrong, the worst first. May be asked with the credentials of a plugin itself. */
  listFindings(options: ListFindingsOptions): Promise<FindingList>;

  /** One page of the roles that ServiceAccounts or nodes have, or may have. May be asked with the credentials of a plugin itself. */
  listRoles(options: ListRolesOptions): Promise<FleetRoleList>;
}
