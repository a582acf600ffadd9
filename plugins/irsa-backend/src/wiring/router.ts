import type { LoggerService } from '@backstage/backend-plugin-api';
import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { spec } from '../schema/spec.generated';
import { Router } from 'express';
import type { Services } from './Services';
import { addAuditRoutes } from '../provisioning/routes/changes';
import { addAccessRoutes } from '../fleet/routes/access';
import { addActionRoutes } from '../actions/routes';
import { addChainRoutes } from '../verification/routes/chains';
import { addCheckRoutes } from '../verification/routes/checks';
import { addClusterRoutes } from '../fleet/routes/clusters';
import { addCutOffRoutes } from '../provisioning/cutOffs/routes';
import { addTransferRoutes } from '../provisioning/transfers/routes';
import { addDiagnosisRoutes } from '../verification/routes/diagnoses';
import { addDeletionRoutes } from '../provisioning/routes/deletions';
import type { Doors } from '../audit/doors';
import { addEntityRoutes } from '../verification/routes/entities';
import { addExportRoutes } from '../fleet/routes/exports';
import { addFindingRoutes } from '../fleet/routes/findings';
import { addFleetRoutes } from '../fleet/routes/fleet';
import { addHistoryRoutes } from '../verification/routes/history';
import { addMigrationRoutes } from '../migration/routes';
import { addNodeRoleRoutes } from '../fleet/routes/nodeRoles';
import { addOperationRoutes } from '../provisioning/routes/operations';
import { addOverviewRoutes } from '../fleet/routes/overview';
import { addPermissionRoutes } from '../verification/routes/permissions';
import { addPlanRoutes } from '../provisioning/routes/plans';
import { addRenderingRoutes } from '../delivery/routes';
import { readBody } from '../lib/readBody';
import { retryAfter } from '../lib/retryAfter';
import { addRightSizeRoutes } from '../rightSizing/routes';
import { addRoleRoutes } from '../fleet/routes/roles';
import { addScopeRoutes } from '../fleet/routes/scopes';
import { addServiceAccountRoutes } from '../provisioning/routes/serviceAccounts';

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
