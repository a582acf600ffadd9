import type { LoggerService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { spec } from '@backstage-irsa/plugin-irsa-common/openapi';
import { Router } from 'express';
import type { Services } from '../services/Services';
import { addAuditRoutes } from '../audit/routes';
import { addAccessRoutes } from './access';
import { addActionRoutes } from './actions';
import { addChainRoutes } from './chains';
import { addCheckRoutes } from './checks';
import { addClusterRoutes } from './clusters';
import { addCutOffRoutes } from '../provisioning/cutOffs/routes';
import { addTransferRoutes } from '../provisioning/transfers/routes';
import { addDiagnosisRoutes } from './diagnoses';
import { addDeletionRoutes } from './deletions';
import type { Doors } from './doors';
import { addEntityRoutes } from './entities';
import { addExportRoutes } from './exports';
import { addFindingRoutes } from './findings';
import { addFleetRoutes } from './fleet';
import { addHistoryRoutes } from './history';
import { addMigrationRoutes } from './migrations';
import { addNodeRoleRoutes } from './nodeRoles';
import { addOperationRoutes } from './operations';
import { addOverviewRoutes } from './overview';
import { addPermissionRoutes } from './permissions';
import { addPlanRoutes } from './plans';
import { addRenderingRoutes } from './renderings';
import { readBody } from './readBody';
import { retryAfter } from './retryAfter';
import { addRightSizeRoutes } from './rightSizes';
import { addRoleRoutes } from './roles';
import { addScopeRoutes } from './scopes';
import { addServiceAccountRoutes } from './serviceAccounts';

/** The API of the plugin: each route parses, authorizes, audits and delegates. */
export async function createRouter(options: {
  doors: Doors;
  logger: LoggerService;
  services: Services;
}): Promise<Router> {
  const { doors, logger, services } = options;
  const router: Router = await createValidatedOpenApiRouter(spec);
  // What one caller may read is not for a cache that another is answered from.
  router.use((_, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  addEntityRoutes(router, doors, services.serviceAccounts);
  addServiceAccountRoutes(router, doors, { logger, ...services });
  addDeletionRoutes(router, doors, { logger, ...services });
  addCutOffRoutes(router, doors, services);
  addTransferRoutes(router, doors, { logger, ...services });
  addMigrationRoutes(router, doors, { logger, ...services });
  addPermissionRoutes(router, doors, services);
  addRightSizeRoutes(router, doors, { logger, ...services });
  addChainRoutes(router, doors, services);
  addHistoryRoutes(router, doors, services);
  addDiagnosisRoutes(router, doors, services);
  addCheckRoutes(router, doors);
  addPlanRoutes(router, doors, services);
  addRenderingRoutes(router, doors, services);
  addOperationRoutes(router, doors, services.operations);
  addClusterRoutes(router, doors, services.clusters);
  addActionRoutes(router, doors, services.actions);
  addOverviewRoutes(router, doors, services.fleet);
  addFleetRoutes(router, doors, services.fleet);
  addFindingRoutes(router, doors, services);
  addRoleRoutes(router, doors, services);
  addNodeRoleRoutes(router, doors, services);
  addScopeRoutes(router, doors, services.fleet);
  addAccessRoutes(router, doors, services.whoCan);
  addAuditRoutes(router, doors, services);
  addExportRoutes(router, doors, services.fleetExports);
  // Before the validator, which takes every error for one of its own.
  return Router().use(readBody, router).use(retryAfter);
}
