import { createValidatedOpenApiRouter } from '@backstage/backend-openapi-utils';
import { requestsOnly } from '../schema/requestsOnly';
import { spec } from '../schema/spec.generated';
import { Router } from 'express';
import type { Services } from './Services';
import { addApprovalRoutes, addBreakGlassRoutes } from '../approvals/routes';
import { addAuditRoutes } from '../authorization/audit/routes';
import { addAccessRoutes } from '../fleet/routes/access';
import { addAccessGraphRoutes } from '../fleet/routes/accessGraph';
import { addActionRoutes } from '../actions/routes';
import { addChainRoutes } from '../verification/routes/chains';
import { addCheckRoutes } from '../verification/routes/checks';
import { addClusterRoutes } from '../fleet/routes/clusters';
import { addDiscoveryRoutes } from '../fleet/routes/discovery';
import { addCutOffRoutes } from '../provisioning/cutOffs/routes';
import { addRecoveryRoutes } from '../provisioning/recovery/routes';
import {
  addBulkTransferRoutes,
  addTransferRoutes,
} from '../provisioning/transfers/routes';
import { addDiagnosisRoutes } from '../verification/routes/diagnoses';
import { addDeletionRoutes } from '../provisioning/routes/deletions';
import type { RouteContext } from '../authorization/audit/routeContext';
import { addEntityRoutes } from '../verification/routes/entities';
import { addExportRoutes } from '../fleet/routes/exports';
import { addEntityLinkRoutes } from '../fleet/routes/entityLinks';
import { addFindingRoutes } from '../fleet/routes/findings';
import { addFacetRoutes } from '../fleet/routes/facets';
import { addFleetRoutes } from '../fleet/routes/fleet';
import { addHistoryRoutes } from '../verification/routes/history';
import { addMigrationRoutes } from '../migration/routes';
import { addOperationRoutes } from '../provisioning/routes/operations';
import { addOverviewRoutes } from '../fleet/routes/overview';
import { addPermissionRoutes } from '../verification/routes/permissions';
import { addPlanRoutes } from '../provisioning/routes/plans';
import { addHandOverRoutes } from '../delivery/handOverRoutes';
import { addDeliveryRoutes } from '../delivery/routes';
import { countWaiting } from '../lib/giveWay';
import { readBody } from '../lib/readBody';
import { retryAfter } from '../lib/retryAfter';
import { addRightSizeRoutes } from '../rightSizing/routes';
import { addRoleRoutes } from '../fleet/routes/roles';
import { addScopeRoutes } from '../fleet/routes/scopes';
import { addApplyRoutes } from '../provisioning/routes/apply';
import { addRollbackRoutes } from '../provisioning/routes/rollbacks';
import { addServiceAccountRoutes } from '../verification/routes/serviceAccounts';
import { addVerificationRoutes } from '../verification/routes/verifications';
import { addWaveRoutes } from '../waves/routes';

/** Creates the API of the plugin. Each route parses, authorizes, audits, and delegates. */
export async function createRouter(options: {
  context: RouteContext;
  services: Services;
}): Promise<Router> {
  const { context, services } = options;
  const router: Router = await createValidatedOpenApiRouter(
    requestsOnly(spec),
    // The document is validated when it is changed, not at every start.
    { validatorOptions: { validateApiSpec: false } },
  );
  // A cache must not answer one caller with what another caller may read.
  router.use((_, res, next) => {
    res.setHeader('Cache-Control', 'no-store');
    next();
  });
  addEntityRoutes(router, context, services.entityAccounts);
  addServiceAccountRoutes(router, context, services.serviceAccounts);
  addVerificationRoutes(router, context, services.verifier);
  addHistoryRoutes(router, context, services.history);
  addChainRoutes(router, context, services.chains);
  addDiagnosisRoutes(router, context, services.diagnoses);
  addCheckRoutes(router, context);
  addPermissionRoutes(router, context, services.permissionReports);
  addPlanRoutes(router, context, services.planner);
  addApplyRoutes(router, context, services.applier);
  addDeletionRoutes(router, context, services.deleter);
  addOperationRoutes(router, context, services.operations);
  addRollbackRoutes(router, context, services.rollbacks);
  addApprovalRoutes(router, context, services.approvalDesk);
  addBreakGlassRoutes(router, context, services.breakGlasses);
  addCutOffRoutes(router, context, services.cutOffs);
  addTransferRoutes(router, context, services.transfers);
  addBulkTransferRoutes(router, context, services.bulkTransfers);
  addRecoveryRoutes(router, context, services.recoveries);
  addMigrationRoutes(router, context, services.migrations);
  addWaveRoutes(router, context, services.waves);
  addRightSizeRoutes(router, context, services.rightSizes);
  addDeliveryRoutes(router, context, services.deliveries);
  addHandOverRoutes(router, context, services.handOvers);
  addClusterRoutes(router, context, services.clusters);
  addDiscoveryRoutes(router, context, services.discoveryReports);
  addActionRoutes(router, context, services.actions);
  addOverviewRoutes(router, context, services.fleet);
  addFleetRoutes(router, context, services.fleet);
  addFacetRoutes(router, context, services.fleetFacets);
  addFindingRoutes(router, context, services.acceptances);
  addEntityLinkRoutes(router, context, services.entityLinks);
  addRoleRoutes(router, context, services.fleetRoles);
  addScopeRoutes(router, context, services.fleet);
  addAccessRoutes(router, context, services.whoCan);
  addAccessGraphRoutes(router, context, services.accessGraphs);
  addAuditRoutes(router, context, services.changes);
  addExportRoutes(router, context, services.fleetExports);
  return (
    Router()
      .use(countWaiting)
      // The validator's router would serve only the parts that it uses for validation.
      .get('/openapi.json', (req, res) => {
        const base = req.originalUrl.replace('/openapi.json', '');
        const paths = Object.entries(spec.paths).map(([path, item]) => [
          base + path,
          item,
        ]);
        res.json({ ...spec, paths: Object.fromEntries(paths) });
      })
      // This comes before the validator, which treats every error as its own.
      .use(readBody, router)
      .use(retryAfter)
  );
}
