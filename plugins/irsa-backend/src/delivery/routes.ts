import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type RenderFormat,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import {
  irsaPlanPermission,
  irsaServiceAccountCreatePermission,
  irsaServiceAccountUpdatePermission,
} from '@backstage-irsa/plugin-irsa-common';
import { brokenRules } from '../provisioning/brokenRules';
import { permitSpec } from '../provisioning/permitSpec';
import { audited, changeRequest, type Doors } from '../audit/doors';
import type { Access } from '../authorization/Access';
import type { Deliveries } from './Deliveries';
import type { Permits } from '../authorization/Permits';
import type { Resources } from '../authorization/Resources';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

interface Asked {
  spec: IamServiceAccountSpec;
  format: RenderFormat;
}

function metaOf({ spec, format }: Asked) {
  return {
    serviceAccount: formatServiceAccountRef(spec),
    entityRef: spec.entityRef,
    format,
  };
}

/** `/v1/renderings` and `/v1/deliveries`: a spec for other tools. */
export function addRenderingRoutes(
  router: Router,
  doors: Doors,
  services: {
    access: Access;
    deliveries: Deliveries;
    permits: Permits;
    resources: Resources;
    store: ServiceAccountStore;
  },
): void {
  const { deliveries, store } = services;

  router.post('/v1/renderings', async (req, res) => {
    const asked: Asked = req.body;
    const rendering = await audited(
      doors,
      req,
      {
        eventId: 'rendering-create',
        meta: metaOf(asked),
        outcome: brokenRules,
      },
      async credentials => {
        const { spec, format } = asked;
        const ownership = await permitSpec(services, spec, credentials, [
          irsaPlanPermission,
        ]);
        return deliveries.render(format, spec, ownership);
      },
    );
    res.json(rendering);
  });

  router.post('/v1/deliveries', async (req, res) => {
    const asked: Asked = req.body;
    const rendering = await audited(
      doors,
      req,
      {
        eventId: 'service-account-deliver',
        severityLevel: 'medium',
        meta: metaOf(asked),
      },
      async credentials => {
        const { spec, format } = asked;
        const recorded = await store.get(serviceAccountId(spec));
        const ownership = await permitSpec(services, spec, credentials, [
          recorded?.owner
            ? irsaServiceAccountUpdatePermission
            : irsaServiceAccountCreatePermission,
        ]);
        return deliveries.deliver(
          format,
          spec,
          ownership,
          changeRequest(undefined, credentials),
        );
      },
    );
    res.json(rendering);
  });
}
