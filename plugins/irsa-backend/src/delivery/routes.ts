import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type RenderFormat,
} from '@backstage-irsa/core/model';
import { irsaPlanPermission } from '@backstage-irsa/plugin-irsa-common';
import { brokenRules } from '../provisioning/brokenRules';
import {
  audited,
  changeRequest,
  type RouteContext,
} from '../authorization/audit/routeContext';
import type { Deliveries } from './Deliveries';

interface Asked {
  spec: IamServiceAccountSpec;
  format: RenderFormat;
  createResources?: boolean;
}

function metaOf({ spec, format }: Asked) {
  return {
    serviceAccount: formatServiceAccountRef(spec),
    entityRef: spec.entityRef,
    format,
  };
}

/** Adds `/v1/renderings` and `/v1/deliveries`: the files of a spec for other tools. */
export function addDeliveryRoutes(
  router: Router,
  context: RouteContext,
  deliveries: Deliveries,
): void {
  router.post('/v1/renderings', async (req, res) => {
    const asked: Asked = req.body;
    const rendering = await audited(
      context,
      req,
      {
        eventId: 'rendering-create',
        meta: metaOf(asked),
        outcome: brokenRules,
      },
      async credentials => {
        const { spec, ...files } = asked;
        const ownership = await context.specs.authorizeSpec(spec, credentials, [
          irsaPlanPermission,
        ]);
        return deliveries.render(files, spec, ownership);
      },
    );
    res.json(rendering);
  });

  router.post('/v1/deliveries', async (req, res) => {
    const asked: Asked = req.body;
    const rendering = await audited(
      context,
      req,
      {
        eventId: 'service-account-deliver',
        severityLevel: 'medium',
        meta: metaOf(asked),
      },
      async credentials => {
        const { spec, ...files } = asked;
        const ownership = await context.specs.authorizeDelivery(
          spec,
          credentials,
        );
        return deliveries.deliver(
          files,
          spec,
          ownership,
          changeRequest(undefined, credentials),
        );
      },
    );
    res.json(rendering);
  });
}
