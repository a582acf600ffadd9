import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import {
  irsaServiceAccountReadPermission,
  irsaServiceAccountTransferPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type TransferState } from '@backstage-irsa/core/model';
import { audited, single, type Doors } from '../../audit/doors';
import type { ServiceAccounts } from '../../verification/ServiceAccounts';
import type { BulkTransfers } from './BulkTransfers';
import type { Transfers } from './Transfers';

interface Services {
  bulkTransfers: BulkTransfers;
  logger: LoggerService;
  serviceAccounts: ServiceAccounts;
  transfers: Transfers;
}

function addOfServiceAccount(
  router: Router,
  doors: Doors,
  { serviceAccounts, transfers }: Services,
): void {
  router.get('/v1/service-accounts/:id/transfers', async (req, res) => {
    const { id } = req.params;
    const list = await audited(
      doors,
      req,
      { eventId: 'transfer-fetch', meta: { queryType: 'by-id', id } },
      async credentials =>
        transfers.listOf(
          await serviceAccounts.get(id, credentials),
          credentials,
        ),
    );
    res.json(list);
  });

  router.post('/v1/service-accounts/:id/transfers', async (req, res) => {
    const { id } = req.params;
    const { owner } = req.body;
    const transfer = await audited(
      doors,
      req,
      {
        eventId: 'transfer-request',
        severityLevel: 'medium',
        meta: { id, owner },
      },
      async credentials =>
        transfers.request(
          await serviceAccounts.get(
            id,
            credentials,
            irsaServiceAccountTransferPermission,
          ),
          req.body,
          credentials,
        ),
    );
    res.status(201).json(transfer);
  });
}

function addList(router: Router, doors: Doors, { transfers }: Services): void {
  router.get('/v1/transfers', async (req, res) => {
    const state = single(req, 'state') as TransferState | undefined;
    const list = await audited(
      doors,
      req,
      { eventId: 'transfer-fetch', meta: { queryType: 'all' } },
      async credentials => {
        const [read] = await doors.permits.of(credentials, [
          irsaServiceAccountReadPermission,
        ]);
        return transfers.list(credentials, state, accounts =>
          read.filter(accounts),
        );
      },
    );
    res.json(list);
  });
}

function addDecision(
  router: Router,
  doors: Doors,
  { serviceAccounts, transfers }: Services,
): void {
  router.post('/v1/transfers/:id/decisions', async (req, res) => {
    const { id } = req.params;
    const { decision } = req.body;
    const transfer = await audited(
      doors,
      req,
      {
        eventId: 'transfer-decide',
        severityLevel: 'high',
        meta: { id, decision },
      },
      async credentials => {
        await doors.permits.requireAny(
          credentials,
          irsaServiceAccountTransferPermission,
        );
        const found = await transfers.find(id);
        await serviceAccounts.get(
          found.serviceAccountId,
          credentials,
          irsaServiceAccountTransferPermission,
        );
        return transfers.decide(found, req.body, credentials);
      },
    );
    res.json(transfer);
  });
}

function addBulk(
  router: Router,
  doors: Doors,
  { bulkTransfers, logger }: Services,
): void {
  router.post('/v1/transfers/bulk', async (req, res) => {
    const { owners, dryRun = false } = req.body;
    const items = await audited(
      doors,
      req,
      {
        eventId: 'transfer-in-bulk',
        severityLevel: 'high',
        meta: { owners, dryRun },
      },
      async credentials => {
        await doors.permits.requireAny(
          credentials,
          irsaServiceAccountTransferPermission,
        );
        const answer = await bulkTransfers.transfer(
          owners,
          { dryRun },
          credentials,
        );
        // The owners have changed. AWS follows without anybody waiting for it.
        answer.followUp().catch(error => logger.warn(String(error)));
        return answer.items;
      },
    );
    res.json({ items });
  });
}

/** `/v1/transfers` and `/v1/service-accounts/:id/transfers`: ask for another owner, and decide. */
export function addTransferRoutes(
  router: Router,
  doors: Doors,
  services: Services,
): void {
  addOfServiceAccount(router, doors, services);
  addList(router, doors, services);
  addBulk(router, doors, services);
  addDecision(router, doors, services);
}
