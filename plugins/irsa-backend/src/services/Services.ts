import type {
  AuthService,
  LoggerService,
  PermissionsRegistryService,
  PermissionsService,
  UserInfoService,
} from '@backstage/backend-plugin-api';
import type { AwsCredentialsManager } from '@backstage/integration-aws-node';
import type { CatalogService } from '@backstage/plugin-catalog-node';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { Knex } from 'knex';
import { AwsClients } from '../aws/AwsClients';
import { ClusterReader } from '../aws/ClusterReader';
import type { IrsaConfig } from '../config/types';
import { KubernetesClients } from '../kubernetes/KubernetesClients';
import { Observer } from '../observe/Observer';
import { registerPermissions } from '../permissionRules/register';
import { LiveProver } from '../proof/LiveProver';
import { ClaimStore } from '../store/ClaimStore';
import { ManagedObjectStore } from '../store/ManagedObjectStore';
import { OperationStore } from '../store/OperationStore';
import { PermissionsStore } from '../store/PermissionsStore';
import { ProofStore } from '../store/ProofStore';
import { ServiceAccountStore } from '../store/ServiceAccountStore';
import { Access } from './Access';
import { Actions } from './Actions';
import { Applier } from './Applier';
import { Clusters } from './Clusters';
import { Operations } from './Operations';
import { PermissionReports } from './PermissionReports';
import { Permits } from './Permits';
import { Planner } from './Planner';
import { Resources } from './Resources';
import { ServiceAccounts } from './ServiceAccounts';
import { Verifier } from './Verifier';

/** What doors, such as routes, delegate to. */
export interface Services {
  access: Access;
  actions: Actions;
  applier: Applier;
  clusters: Clusters;
  operations: Operations;
  permissionReports: PermissionReports;
  permits: Permits;
  planner: Planner;
  resources: Resources;
  serviceAccounts: ServiceAccounts;
  store: ServiceAccountStore;
  verifier: Verifier;
}

/** Puts the services together, from the outside in. */
export function createServices(options: {
  auth: AuthService;
  awsCredentials: AwsCredentialsManager;
  catalog: CatalogService;
  config: IrsaConfig;
  knex: Knex;
  logger: LoggerService;
  permissions: PermissionsService;
  permissionsRegistry: PermissionsRegistryService;
  userInfo: UserInfoService;
}): Services {
  const { auth, catalog, config, knex, logger, userInfo } = options;
  const aws = AwsClients.create({
    credentials: options.awsCredentials,
    endpoint: config.awsEndpoint,
    timeoutMs: config.timeouts.awsMs,
  });
  const clusterReader = ClusterReader.create({ aws });
  const kubernetes = KubernetesClients.create({
    aws,
    clusters: clusterReader,
    timeoutMs: config.timeouts.kubernetesMs,
  });
  const observer = Observer.create({
    aws,
    clusters: clusterReader,
    kubernetes,
  });

  const store = ServiceAccountStore.create({ knex, config });
  const managed = ManagedObjectStore.create({ knex });
  const operationStore = OperationStore.create({ knex });
  const effective = PermissionsStore.create({ knex });
  const proofs = ProofStore.create({
    knex,
    maxPerMinute: config.liveProof.maxPerMinute,
  });

  const access = Access.create({ auth, catalog, userInfo, config, store });
  const resources = Resources.create({ auth, catalog, config, store });
  const permits = Permits.create({
    permissions: options.permissions,
    resources,
    ruleset: registerPermissions(options.permissionsRegistry, ids =>
      resources.load(ids),
    ),
  });
  const planner = Planner.create({ config, observer, managed });
  const prover = LiveProver.create({ aws, kubernetes });
  const verifier = Verifier.create({
    config,
    observer,
    prover,
    proofs,
    store,
    permissions: effective,
  });
  return {
    access,
    permits,
    resources,
    actions: Actions.create({ load: loadCatalogue }),
    planner,
    verifier,
    store,
    applier: Applier.create({
      logger,
      aws,
      kubernetes,
      planner,
      verifier,
      store,
      managed,
      claims: ClaimStore.create({ knex }),
      operations: operationStore,
    }),
    clusters: Clusters.create({ config, access, observer }),
    operations: Operations.create({ operations: operationStore, store }),
    permissionReports: PermissionReports.create({
      config,
      observer,
      permissions: effective,
      proofs,
      verifier,
    }),
    serviceAccounts: ServiceAccounts.create({
      config,
      access,
      permits,
      store,
      verifier,
    }),
  };
}
