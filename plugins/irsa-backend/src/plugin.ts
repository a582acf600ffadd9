import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  actionsRegistryServiceRef,
  metricsServiceRef,
} from '@backstage/backend-plugin-api/alpha';
import { catalogServiceRef } from '@backstage/plugin-catalog-node';
import { eventsServiceRef } from '@backstage/plugin-events-node';
import { notificationService } from '@backstage/plugin-notifications-node';
import { signalsServiceRef } from '@backstage/plugin-signals-node';
import {
  irsaApprovalGatesExtensionPoint,
  type ApprovalGate,
  irsaDiscoveryExtensionPoint,
  type IrsaClusterSupplier,
} from '@backstage-irsa/plugin-irsa-node';
import { registerActions } from './actions/registerActions';
import { scheduleApprovals } from './approvals/scheduleApprovals';
import { scheduleRetention } from './authorization/audit/retention';
import { awsCredentialsServiceRef } from './observe/aws/credentials';
import { isDevelopment } from './config/development';
import { fleetWarning } from './config/fleet';
import { readIrsaConfig } from './config/readIrsaConfig';
import { createFleetGauges } from './fleet/fleetGauges';
import { scheduleCutOffs } from './provisioning/cutOffs/scheduleCutOffs';
import { scheduleWaves } from './waves/scheduleWaves';
import { createRouter } from './wiring/router';
import { createServices } from './wiring/Services';
import { FleetCounts } from './fleet/store/FleetCounts';
import { isEmbedded, openDatabase } from './database/database';
import { scheduleNotifications } from './notifications/schedule';

/**
 * The backend plugin `irsa`: plans, creates, and verifies IAM roles for Kubernetes ServiceAccounts.
 *
 * @public
 */
export const irsaPlugin = createBackendPlugin({
  pluginId: 'irsa',
  register(env) {
    const approvalGates: ApprovalGate[] = [];
    env.registerExtensionPoint(irsaApprovalGatesExtensionPoint, {
      addGate: gate => approvalGates.push(gate),
    });
    const suppliers: IrsaClusterSupplier[] = [];
    env.registerExtensionPoint(irsaDiscoveryExtensionPoint, {
      addClusterSupplier: supplier => suppliers.push(supplier),
    });
    env.registerInit({
      deps: {
        actionsRegistry: actionsRegistryServiceRef,
        auditor: coreServices.auditor,
        auth: coreServices.auth,
        awsCredentials: awsCredentialsServiceRef,
        catalog: catalogServiceRef,
        database: coreServices.database,
        events: eventsServiceRef,
        httpAuth: coreServices.httpAuth,
        httpRouter: coreServices.httpRouter,
        lifecycle: coreServices.lifecycle,
        logger: coreServices.logger,
        metrics: metricsServiceRef,
        notifications: notificationService,
        permissions: coreServices.permissions,
        permissionsRegistry: coreServices.permissionsRegistry,
        rootConfig: coreServices.rootConfig,
        scheduler: coreServices.scheduler,
        signals: signalsServiceRef,
        userInfo: coreServices.userInfo,
      },
      async init(deps) {
        const { auditor, httpAuth, logger } = deps;
        const config = readIrsaConfig(deps.rootConfig);
        if (isDevelopment(deps.rootConfig)) {
          logger.warn(
            'irsa.development is on: the sandbox and sign-in as a guest are allowed.',
          );
        }
        const warning = fleetWarning(config.fleet, deps.rootConfig);
        if (warning !== undefined) logger.warn(warning);
        const knex = await openDatabase(deps.database);
        const { enabled, here } = config.scans;
        if (enabled && !here && isEmbedded(knex)) {
          throw new Error(
            'irsa.scans.here is false, but SQLite supports only one backend, so nothing would be scanned. Use PostgreSQL, or set it to true.',
          );
        }
        const services = createServices({
          ...deps,
          ...{ approvalGates, config, knex, suppliers },
        });
        const context = { auditor, httpAuth, logger, ...services };
        deps.httpRouter.use(await createRouter({ context, services }));
        deps.lifecycle.addShutdownHook(() => services.waveRunner.stop());
        deps.lifecycle.addShutdownHook(() => services.evaluator.close());
        registerActions(deps.actionsRegistry, { context, services });
        await services.discovery.schedule(deps.scheduler);
        await services.scanner.schedule(deps.scheduler);
        await services.awsEvents.start(deps);
        await scheduleApprovals(deps.scheduler, services.approvals);
        await scheduleCutOffs(deps.scheduler, services.cutOffs);
        await scheduleWaves(deps.scheduler, services.waveRunner);
        createFleetGauges({ ...deps, counts: new FleetCounts({ knex }) });
        await scheduleRetention({ ...deps, config: config.audit, knex });
        const { memberships } = services;
        await scheduleNotifications({ ...deps, config, knex, memberships });
      },
    });
  },
});
