import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { ApprovalDesk } from '../approvals/ApprovalDesk';
import type { Approvals } from '../approvals/Approvals';
import type { BreakGlasses } from '../approvals/BreakGlasses';
import { AccessReview } from '../authorization/audit/AccessReview';
import { ChangeLog } from '../authorization/audit/ChangeLog';
import { ChangeReader } from '../authorization/audit/ChangeReader';
import { Changes } from '../authorization/audit/Changes';
import { ChangeStore } from '../authorization/audit/ChangeStore';
import { pseudonymsWith } from '../authorization/audit/pseudonyms';
import type { Memberships } from '../authorization/Memberships';
import { ClusterDirectory } from '../config/ClusterDirectory';
import { Evaluator } from '../permissions/evaluator/Evaluator';
import { LiveProver } from '../verification/proof/LiveProver';
import type { CutOffs } from '../provisioning/cutOffs/CutOffs';
import type { Recoveries } from '../provisioning/recovery/Recoveries';
import type { BulkTransfers } from '../provisioning/transfers/BulkTransfers';
import type { Transfers } from '../provisioning/transfers/Transfers';
import { NamespaceStore } from '../fleet/store/inventory/NamespaceStore';
import { ObservationStore } from '../fleet/store/inventory/ObservationStore';
import { RightSizingStore } from '../rightSizing/RightSizingStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { VerificationStore } from '../serviceAccounts/VerificationStore';
import { CatalogReader } from '../fleet/scans/CatalogReader';
import { createScanner, storesOf } from '../fleet/scans/createScanner';
import {
  createAwsEvents,
  type AwsEvents,
} from '../fleet/awsEvents/createAwsEvents';
import { FleetUpdates } from '../fleet/scans/FleetUpdates';
import type { Scanner } from '../fleet/scans/Scanner';
import type { Access } from '../authorization/Access';
import { Actions } from '../actions/Actions';
import type { Applier } from '../provisioning/Applier';
import { Chains } from '../verification/Chains';
import { VerificationSignals } from '../verification/VerificationSignals';
import { Clusters } from '../fleet/Clusters';
import { createDiscovery } from '../fleet/discovery/createDiscovery';
import type { Discovery } from '../fleet/discovery/Discovery';
import type { Deliveries } from '../delivery/Deliveries';
import type { HandOvers } from '../delivery/HandOvers';
import { Diagnoses } from '../verification/Diagnoses';
import { EntityClaims } from '../verification/EntityClaims';
import {
  createFleetServices,
  type FleetServices,
} from '../fleet/createFleetServices';
import { History } from '../verification/History';
import type { Deleter } from '../provisioning/Deleter';
import { Migrations } from '../migration/Migrations';
import { Operations } from '../provisioning/Operations';
import { PermissionReports } from '../permissions/PermissionReports';
import type { Authorizer } from '../authorization/Authorizer';
import type { Planner } from '../provisioning/Planner';
import type { RequestLimits } from '../authorization/RequestLimits';
import { RightSizes } from '../rightSizing/RightSizes';
import type { Rollbacks } from '../provisioning/Rollbacks';
import type { SpecAuthorizer } from '../authorization/SpecAuthorizer';
import { EntityAccounts } from '../verification/EntityAccounts';
import { ServiceAccounts } from '../verification/ServiceAccounts';
import { Verifier } from '../verification/Verifier';
import { createAuthorization } from './createAuthorization';
import { createObserving } from './createObserving';
import { createPlanning } from './createPlanning';
import { createProvisioning } from './createProvisioning';
import { createStores } from './createStores';
import { createWaves, type WaveServices } from './createWaves';
import type { ServiceOptions } from './ServiceOptions';

/** The services that routes and actions delegate to. */
export interface Services extends FleetServices, WaveServices {
  access: Access;
  memberships: Memberships;
  actions: Actions;
  applier: Applier;
  awsEvents: AwsEvents;
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
  entityAccounts: EntityAccounts;
  specs: SpecAuthorizer;
  store: ServiceAccountStore;
  scanner: Scanner;
  transfers: Transfers;
  verifier: Verifier;
}

/** Creates the services of the backend, starting with those that the others depend on. */
export function createServices(given: ServiceOptions): Services {
  const directory = new ClusterDirectory(given);
  const { config } = directory;
  const options = { ...given, config };
  const { auth, catalog, knex, logger } = options;
  const evaluator = new Evaluator({ limits: config.limits.evaluation });
  const stores = createStores(options, evaluator);
  const { operations, organizations, permissions, proofs, store } = stores;
  const observing = createObserving(
    options,
    organizations,
    stores.vpcEndpointStore,
  );
  const { aws, clusters, kubernetes, meters, observer, quotas } = observing;
  const { vpcEndpoints } = observing;
  const authorization = createAuthorization(options, store);
  const { access, authorizer, memberships } = authorization;
  const nameUser = pseudonymsWith(config.audit.pseudonymSecret);
  const changes = new ChangeLog({
    auditor: options.auditor,
    logger,
    nameUser,
    store: new ChangeStore({ knex }),
  });
  const shared = { options, observing, stores, authorization, changes };
  const planning = createPlanning({ ...shared, evaluator });
  const { planner } = planning;
  const scanStores = storesOf(knex, proofs, changes);
  const fleet = new FleetUpdates({
    ...{ clusters, config, evaluator, logger },
    stores: scanStores,
  });
  const signals = new VerificationSignals({ signals: options.signals, logger });
  const verifier = new Verifier({
    ...{ config, evaluator, fleet, logger, observer, planner },
    ...stores,
    signals,
    claims: new EntityClaims({ auth, catalog, config }),
    prover: new LiveProver({ aws, kubernetes, meters }),
  });
  const serviceAccounts = new ServiceAccounts({
    store,
    ...authorization,
  });
  const entityAccounts = new EntityAccounts({
    ...{ config, store, verifier },
    ...authorization,
  });
  const provisioning = createProvisioning({
    ...{ ...shared, evaluator, planning, fleet, verifier },
  });
  const { applier } = provisioning;
  const scanning = {
    ...{ aws, clusters, config, evaluator, knex, kubernetes, logger },
    ...{ organizations, quotas, vpcEndpoints },
    catalog: new CatalogReader({ auth, catalog, config }),
    stores: scanStores,
  };
  const scanner = createScanner({ ...scanning, meters });
  const awsEvents = createAwsEvents({
    ...{ ...scanning, signals },
    ensureAccount: (...args) => scanner.ensureAccount(...args),
  });
  const discovery = createDiscovery({
    ...options,
    ...{ aws, directory },
    organizationStore: stores.organizationStore,
    takeScopes: () => scanner.takeScopes(),
  });
  const changeReader = new ChangeReader({ knex, operations, nameUser });
  const migrations = new Migrations({
    ...{ access, applier, config, observer, planner },
    ...authorization,
  });
  return {
    ...authorization,
    ...planning.approving,
    ...provisioning,
    ...createFleetServices({
      ...{ changeReader, changes, directory, evaluator, knex, memberships },
      ...{ authorizer, catalog, discovery, organizations },
      resources: observing.resources,
      scans: scanner,
    }),
    ...{ awsEvents, discovery, evaluator, planner, scanner, serviceAccounts },
    ...{ store, verifier },
    actions: new Actions({ load: loadCatalogue }),
    chains: new Chains(stores),
    changes: new Changes({
      config: config.audit,
      ...{ authorizer, memberships, nameUser },
      reader: changeReader,
      review: new AccessReview({ knex }),
    }),
    clusters: new Clusters({
      ...{ config, memberships, observer },
      namespaces: new NamespaceStore(new ObservationStore({ knex })),
    }),
    diagnoses: new Diagnoses({
      ...{ config, evaluator, observer, organizations, permissions, verifier },
    }),
    history: new History({ verifications: new VerificationStore({ knex }) }),
    migrations,
    ...createWaves({
      ...{ shared, planning, provisioning, migrations, serviceAccounts },
    }),
    operations: new Operations({ operations, serviceAccounts }),
    permissionReports: new PermissionReports({
      ...{ config, evaluator, observer, organizations, permissions, proofs },
    }),
    rightSizes: new RightSizes({
      ...{ applier, config, evaluator, observer, planner },
      ...stores,
      rightSizings: new RightSizingStore({ knex }),
    }),
    entityAccounts,
  };
}
