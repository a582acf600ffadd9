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
import type { Knex } from 'knex';
import type { IrsaConfig } from '../config/types';

/** The dependencies from which the backend's services are created. */
export interface ServiceOptions {
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
}
