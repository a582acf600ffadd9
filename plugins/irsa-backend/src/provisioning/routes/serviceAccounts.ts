import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import {
  formatServiceAccountRef,
  type IamServiceAccountSpec,
  type VerificationStatus,
} from '@backstage-irsa/core/model';
import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import type { Access } from '../../authorization/Access';
import type { Applier } from '../Applier';
import type { Operations } from '../Operations';
import type { Permits } from '../../authorization/Permits';
import { permitApply } from '../permitSpec';
import type { Resources } from '../../authorization/Resources';
import type { ServiceAccounts } from '../../verification/ServiceAccounts';
import type { Verifier } from '../../verification/Verifier';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import { audited, changeRequest, single, type Doors } from '../../audit/doors';
import { operationAnswer } from './operationAnswer';

const DEFAULT_LIMIT = 50;

interface Services {
  logger: LoggerService;
  access: Access;
  applier: Applier;
  operations: Operations;
  permits: Permits;
  resources: Resources;
  serviceAccounts: ServiceAccounts;
  store: ServiceAccountStore;
  verifier: Verifier;
}

function addReads(router: Router, doors: Doors, services: Services): void {
  const { serviceAccounts } = services;

  router.get('/v1/service-accounts', async (req, res) => {
    const list = await audited(
      doors,
      req,
      { eventId: 'service-account-fetch', meta: { queryType: 'all' } },
      async credentials => {
        return serviceAccounts.list(
          {
            cluster: single(req, 'cluster'),
            namespace: single(req, 'namespace'),
            status: single(req, 'status') as VerificationStatus | undefined,
            owner: single(req, 'owner'),
          },
          {
            cursor: single(req, 'cursor'),
            limit: Number(single(req, 'limit') ?? DEFAULT_LIMIT),
          },
          credentials,
        );
      },
    );
    res.json(list);
  });

  router.get('/v1/service-accounts/:id', async (req, res) => {
    const { id } = req.params;
    const account = await audited(
      doors,
      req,
      { eventId: 'service-account-fetch', meta: { queryType: 'by-id', id } },
      async credentials => {
        return serviceAccounts.get(id, credentials);
      },
    );
    res.json(account);
  });
}

function addVerify(router: Router, doors: Doors, services: Services): void {
  const { access, serviceAccounts, verifier } = services;

  router.post('/v1/service-accounts/:id/verifications', async (req, res) => {
    const { id } = req.params;
    const live: boolean = req.body.live;
    const { verification } = await audited(
      doors,
      req,
      {
        eventId: 'service-account-verify',
        severityLevel: 'medium',
        meta: { id, live },
      },
      async credentials => {
        const account = await serviceAccounts.get(
          id,
          credentials,
          irsaServiceAccountVerifyPermission,
        );
        await access.recordEntity(account);
        return verifier.verify(account, { live });
      },
    );
    res.json(verification);
  });
}

function addApply(router: Router, doors: Doors, services: Services): void {
  const { applier } = services;

  router.put('/v1/service-accounts', async (req, res) => {
    const spec: IamServiceAccountSpec = req.body.spec;
    const answer = await audited(
      doors,
      req,
      {
        eventId: 'service-account-apply',
        severityLevel: 'high',
        meta: {
          serviceAccount: formatServiceAccountRef(spec),
          entityRef: spec.entityRef,
        },
      },
      async (credentials, defer) => {
        const ownership = await permitApply(services, spec, credentials);
        const begun = await applier.start(
          spec,
          ownership,
          changeRequest(req.body, credentials),
        );
        return operationAnswer(req, begun, { credentials, defer }, services);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}

/** `/v1/service-accounts`: read, verify and apply. */
export function addServiceAccountRoutes(
  router: Router,
  doors: Doors,
  services: Services,
): void {
  addReads(router, doors, services);
  addVerify(router, doors, services);
  addApply(router, doors, services);
}
