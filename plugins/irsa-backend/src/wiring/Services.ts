import type {
  AuditorService,
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { MetricsService } from '@backstage/backend-plugin-api/alpha';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import type { SignalsService } from '@backstage/plugin-signals-node';
import type { NotificationService } from '@backstage/plugin-notifications-node';
import type {
  ApprovalGate,
  IrsaClusterSupplier,
} from '@backstage-irsa/plugin-irsa-node';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Knex } from 'knex';
import type { ApprovalDesk } from '../approvals/ApprovalDesk';
import type { Approvals } from '../approvals/Approvals';
import type { BreakGlasses } from '../approvals/BreakGlasses';
import { createApprovals } from '../approvals/createApprovals';
import { AccessReview } from '../authorization/audit/AccessReview';
import { ChangeLog } from '../authorization/audit/ChangeLog';
import { ChangeReader } from '../authorization/audit/ChangeReader';
import { Changes } from '../authorization/audit/Changes';
import { ChangeStore } from '../authorization/audit/ChangeStore';
import { pseudonymsWith } from '../authorization/audit/pseudonyms';
import { Memberships } from '../authorization/Memberships';
import { AccountQuotas } from '../observe/aws/AccountQuotas';
import { AwsBudget } from '../observe/aws/AwsBudget';
import { AwsClients } from '../observe/aws/AwsClients';
import { ClusterReader } from '../observe/aws/ClusterReader';
import { ClusterDirectory } from '../config/ClusterDirectory';
import type { IrsaConfig } from '../config/types';
import { KubernetesClients } from '../observe/kubernetes/KubernetesClients';
import { Evaluator } from '../permissions/evaluator/Evaluator';
import { Meters } from '../lib/metrics/Meters';
import { CutOffPolicies } from '../execute/CutOffPolicies';
import { DeletionReader } from '../observe/DeletionReader';
import { Observer } from '../observe/Observer';
import { registerPermissions } from '../authorization/permissionRules/register';
import { LiveProver } from '../verification/proof/LiveProver';
import { CutOffRoles } from '../provisioning/cutOffs/CutOffRoles';
import { CutOffs } from '../provisioning/cutOffs/CutOffs';
import { GuardrailReports } from '../provisioning/GuardrailReports';
import { PlanApprovals } from '../provisioning/PlanApprovals';
import { Reductions } from '../provisioning/Reductions';
import { SpecRules } from '../provisioning/SpecRules';
import { Recoveries } from '../provisioning/recovery/Recoveries';
import { RecoveryRules } from '../provisioning/recovery/RecoveryRules';
import { RecoveryStore } from '../provisioning/recovery/RecoveryStore';
import type { BulkTransfers } from '../provisioning/transfers/BulkTransfers';
import { EntityOrigins } from '../provisioning/transfers/EntityOrigins';
import { createTransfers } from '../provisioning/transfers/createTransfers';
import type { Transfers } from '../provisioning/transfers/Transfers';
import { CutOffStore } from '../serviceAccounts/cutOffs/CutOffStore';
import { NamespaceStore } from '../fleet/store/inventory/NamespaceStore';
import { ObservationStore } from '../fleet/store/inventory/ObservationStore';
import { ChainStore } from '../verification/store/ChainStore';
import { ClaimStore } from '../serviceAccounts/ClaimStore';
import { DeliveryStore } from '../serviceAccounts/DeliveryStore';
import { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import { OperationStore } from '../serviceAccounts/OperationStore';
import { PermissionsStore } from '../permissions/PermissionsStore';
import { ProofStore } from '../serviceAccounts/ProofStore';
import { RequestLimitStore } from '../authorization/RequestLimitStore';
import { ReadableStore } from '../authorization/ReadableStore';
import { RightSizingStore } from '../rightSizing/RightSizingStore';
import { RoleLeaseStore } from '../serviceAccounts/RoleLeaseStore';
import { OwnershipReader } from '../provisioning/OwnershipReader';
import { ConsentStore } from '../serviceAccounts/ConsentStore';
import { TransferStore } from '../serviceAccounts/transfers/TransferStore';
import { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { VerificationStore } from '../serviceAccounts/VerificationStore';
import { CatalogReader } from '../fleet/scans/CatalogReader';
import { createScanner, storesOf } from '../fleet/scans/createScanner';
import { FleetUpdates } from '../fleet/scans/FleetUpdates';
import type { Scanner } from '../fleet/scans/Scanner';
import { Access } from '../authorization/Access';
import { Actions } from '../actions/Actions';
import { Applier } from '../provisioning/Applier';
import { Chains } from '../verification/Chains';
import { VerificationSignals } from '../verification/VerificationSignals';
import { Clusters } from '../fleet/Clusters';
import { createDiscovery } from '../fleet/discovery/createDiscovery';
import type { Discovery } from '../fleet/discovery/Discovery';
import { Deliveries } from '../delivery/Deliveries';
import { HandOvers } from '../delivery/HandOvers';
import { Diagnoses } from '../verification/Diagnoses';
import { EntityClaims } from '../verification/EntityClaims';
import {
  createFleetServices,
  type FleetServices,
} from '../fleet/createFleetServices';
import { History } from '../verification/History';
import { Deleter } from '../provisioning/Deleter';
import { Migrations } from '../migration/Migrations';
import { Operations } from '../provisioning/Operations';
import { PermissionReports } from '../permissions/PermissionReports';
import { Authorizer } from '../authorization/Authorizer';
import { Planner } from '../provisioning/Planner';
import { Readers } from '../authorization/Readers';
import { Records } from '../provisioning/Records';
import { RequestLimits } from '../authorization/RequestLimits';
import { RightSizes } from '../rightSizing/RightSizes';
import { Rollbacks } from '../provisioning/Rollbacks';
import { Resources } from '../authorization/Resources';
import { SpecAuthorizer } from '../authorization/SpecAuthorizer';
import { ServiceAccounts } from '../verification/ServiceAccounts';
import { StepRunner } from '../provisioning/StepRunner';
import { Verifier } from '../verification/Verifier';
import { Writers } from '../provisioning/Writers';

/** What routes and actions delegate to. */
export interface Services extends FleetServices {
  access: Access;
  memberships: Memberships;
  actions: Actions;
  applier: Applier;
  approvals: Approvals;
  approvalDesk: ApprovalDesk;
  breakGlasses: BreakGlasses;
  bulkTransfers: BulkTransfers;
  chains: Chains;
  changes: Changes;
  clusters: Clusters;
  cutOffs: CutOffs;
  deliveries: Deliveries;
  handOvers: HandOvers;
  discovery: Discovery;
  /** Its threads end with the backend. */
  evaluator: Evaluator;
  diagnoses: Diagnoses;
  history: History;
  deleter: Deleter;
  migrations: Migrations;
  operations: Operations;
  permissionReports: PermissionReports;
  authorizer: Authorizer;
  planner: Planner;
  rightSizes: RightSizes;
  recoveries: Recoveries;
  requestLimits: RequestLimits;
  rollbacks: Rollbacks;
  serviceAccounts: ServiceAccounts;
  specs: SpecAuthorizer;
  store: ServiceAccountStore;
  scanner: Scanner;
  transfers: Transfers;
  verifier: Verifier;
}

/** Puts the services together, from the outside in. */
export function createServices(options: {
  approvalGates: ApprovalGate[];
  auditor: AuditorService;
  auth: AuthService;
  awsCredentials: AwsCredentialsManager;
  catalog: CatalogService;
  config: IrsaConfig;
  knex: Knex;
  logger: LoggerService;
  metrics: MetricsService;
  notifications: NotificationService;
  signals: SignalsService;
  suppliers: IrsaClusterSupplier[];
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
}): Services {
  const { auth, catalog, knex, logger, userInfo } = options;
  const directory = new ClusterDirectory(options);
  const { config } = directory;
  const aws = new AwsClients({
    credentials: options.awsCredentials,
    budget: new AwsBudget({
      knex,
      perMinute: config.limits.awsCallsPerMinute,
    }),
    isKnown: id => config.accounts?.includes(id) ?? false,
    endpoint: config.awsEndpoint,
    timeoutMs: config.timeouts.awsMs,
  });
  const clusterReader = new ClusterReader({ aws });
  const kubernetes = new KubernetesClients({
    aws,
    clusters: clusterReader,
    timeoutMs: config.timeouts.kubernetesMs,
  });
  const quotas = new AccountQuotas({ aws });
  const meters = new Meters({ metrics: options.metrics });
  const observer = new Observer({
    aws,
    clusters: clusterReader,
    quotas,
    config,
    kubernetes,
  });

  const evaluator = new Evaluator({ limits: config.limits.evaluation });
  const store = new ServiceAccountStore({ knex, config });
  const managed = new ManagedObjectStore({ knex });
  const operationStore = new OperationStore({ knex });
  const changeReader = new ChangeReader({ knex, operations: operationStore });
  const chains = new ChainStore({ knex });
  const deliveries = new DeliveryStore({ knex });
  const effective = new PermissionsStore({
    knex,
    permissionsOf: async set =>
      (await evaluator.run('rolePermissions', { set, now: new Date() }))
        .effective,
  });
  const proofs = new ProofStore({
    knex,
    maxPerMinute: config.liveProof.maxPerMinute,
  });

  const memberships = new Memberships({ auth, catalog, userInfo, config });
  const access = new Access({
    auth,
    catalog,
    userInfo,
    memberships,
    config,
    store,
  });
  const resources = new Resources({ auth, catalog, config, store });
  const authorizer = new Authorizer({
    permissions: options.permissions,
    resources,
    ruleset: registerPermissions(options.permissionsRegistry, ids =>
      resources.load(ids),
    ),
  });
  const deletionReader = new DeletionReader({
    aws,
    clusters: clusterReader,
    kubernetes,
  });
  const readableStore = new ReadableStore({ knex, store });
  const reading = {
    readableStore,
    readers: new Readers({ access, authorizer, store: readableStore }),
  };
  const consents = new ConsentStore({ knex });
  const transferStore = new TransferStore({ knex });
  const nameUser = pseudonymsWith(config.audit.pseudonymSecret);
  const changes = new ChangeLog({
    auditor: options.auditor,
    logger,
    nameUser,
    store: new ChangeStore({ knex }),
  });
  const approving = createApprovals({
    ...{ changes, config, knex, logger, memberships },
    gates: options.approvalGates,
    notifications: options.notifications,
    operations: operationStore,
  });
  const reductions = new Reductions({ config, evaluator });
  const approvals = new PlanApprovals({
    ...{ config, evaluator, reductions },
    approvals: approving.approvals,
    breakGlasses: approving.breakGlasses,
  });
  const planner = new Planner({
    approvals,
    config,
    observer,
    managed,
    store,
    leftReader: deletionReader,
    evaluator,
    ownerships: new OwnershipReader({
      managed,
      consents,
      formerOwnersOf: id => transferStore.formerOwnersOf(id),
    }),
    rules: new SpecRules({
      config,
      evaluator,
      reductions,
    }),
  });
  const prover = new LiveProver({ aws, kubernetes, meters });
  const fleet = new FleetUpdates({
    ...{ config, logger },
    clusters: clusterReader,
    stores: storesOf(knex, proofs),
  });
  const verifier = new Verifier({
    fleet,
    signals: new VerificationSignals({ signals: options.signals, logger }),
    claims: new EntityClaims({ auth, catalog, config }),
    config,
    evaluator,
    logger,
    observer,
    planner,
    prover,
    proofs,
    store,
    permissions: effective,
    chains,
    deliveries,
    managed,
  });
  const serviceAccounts = new ServiceAccounts({
    config,
    access,
    authorizer,
    store,
    verifier,
    ...reading,
  });
  const leases = new RoleLeaseStore({ knex });
  const writing = {
    changes,
    guardrailReports: new GuardrailReports({
      auditor: options.auditor,
      meters,
    }),
    runner: new StepRunner({ logger, aws, kubernetes }),
    writers: new Writers({
      claims: new ClaimStore({ knex }),
      roles: leases,
      operations: operationStore,
      logger,
    }),
    store,
    managed,
    operations: operationStore,
  };
  const deleter = new Deleter({
    fleet,
    config,
    reader: deletionReader,
    ...writing,
  });
  const cutOffs = new CutOffs({
    access,
    changes,
    config,
    cutOffs: new CutOffStore({ knex }),
    leases,
    logger,
    memberships,
    policies: new CutOffPolicies({
      aws,
      boundaries: config.guardrails?.permissionsBoundaries ?? {},
    }),
    roles: new CutOffRoles({ config, managed, reader: deletionReader }),
    store,
    verifier,
  });
  const applier = new Applier({
    approvals,
    cutOffs,
    planner,
    verifier,
    records: new Records({ managed, store }),
    consents,
    ...writing,
  });
  const scanner = createScanner({
    aws,
    catalog: new CatalogReader({ auth, catalog, config }),
    clusters: clusterReader,
    config,
    evaluator,
    knex,
    kubernetes,
    logger,
    meters,
    proofs,
    quotas,
  });
  const discovery = createDiscovery({
    ...options,
    ...{ aws, directory },
    takeScopes: () => scanner.takeScopes(),
  });
  return {
    ...createTransfers({
      applier,
      auth,
      catalog,
      config,
      knex,
      logger,
      memberships,
      planner,
      ...writing,
    }),
    ...approving,
    cutOffs,
    ...createFleetServices({
      ...{ changeReader, changes, directory, evaluator, knex, memberships },
      ...{ authorizer, discovery },
      scans: scanner,
    }),
    evaluator,
    requestLimits: createRequestLimits(config, knex),
    access,
    memberships,
    authorizer,
    specs: new SpecAuthorizer({ access, authorizer, resources, store }),
    actions: new Actions({ load: loadCatalogue }),
    planner,
    verifier,
    store,
    scanner,
    discovery,
    chains: new Chains({ chains }),
    changes: new Changes({
      config: config.audit,
      memberships,
      nameUser,
      authorizer,
      reader: changeReader,
      review: new AccessReview({ knex }),
    }),
    applier,
    deleter,
    recoveries: new Recoveries({
      ...{ config, memberships, ...writing },
      recoveries: new RecoveryStore({ knex }),
      rules: new RecoveryRules({
        ...{ config, observer, planner, store },
        entities: new EntityOrigins({ auth, catalog }),
      }),
    }),
    rollbacks: new Rollbacks({ config, deleter, ...writing }),
    clusters: new Clusters({
      ...{ config, memberships, observer },
      namespaces: new NamespaceStore(new ObservationStore({ knex })),
    }),
    deliveries: new Deliveries({
      planner,
      verifier,
      deliveries,
      terraformModule: config.terraformModule,
      ...writing,
    }),
    handOvers: new HandOvers({ planner, deliveries, ...writing }),
    diagnoses: new Diagnoses({
      evaluator,
      permissions: effective,
      verifier,
    }),
    history: new History({
      verifications: new VerificationStore({ knex }),
    }),
    migrations: new Migrations({
      access,
      applier,
      config,
      observer,
      planner,
      ...reading,
    }),
    operations: new Operations({
      operations: operationStore,
      serviceAccounts,
    }),
    permissionReports: new PermissionReports({
      config,
      evaluator,
      observer,
      permissions: effective,
      proofs,
    }),
    rightSizes: new RightSizes({
      applier,
      config,
      evaluator,
      managed,
      observer,
      operations: operationStore,
      planner,
      proofs,
      rightSizings: new RightSizingStore({ knex }),
      store,
    }),
    serviceAccounts,
  };
}

function createRequestLimits(config: IrsaConfig, knex: Knex): RequestLimits {
  const maxPerMinute = config.limits.requestsPerMinute;
  return new RequestLimits({
    maxPerMinute,
    store: new RequestLimitStore({ knex, maxPerMinute }),
  });
}
