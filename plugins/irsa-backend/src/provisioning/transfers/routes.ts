import type { Router } from 'express';
import {
  irsaServiceAccountReadPermission,
  irsaServiceAccountTransferPermission,
} from '@backstage-irsa/plugin-irsa-common';
import { type TransferState } from '@backstage-irsa/core/model';
import {
  audited,
  single,
  type RouteContext,
} from '../../authorization/audit/routeContext';
import type { BulkTransfers } from './BulkTransfers';
import type { Transfers } from './Transfers';

function addOfServiceAccount(
  router: Router,
  context: RouteContext,
  transfers: Transfers,
): void {
  router.get('/v1/service-accounts/:id/transfers', async (req, res) => {
    const { id } = req.params;
    const list = await audited(
      context,
      req,
      { eventId: 'transfer-fetch', meta: { queryType: 'by-id', id } },
      async credentials =>
        transfers.listOf(
          await context.serviceAccounts.get(id, credentials),
          credentials,
        ),
    );
    res.json(list);
  });

  router.post('/v1/service-accounts/:id/transfers', async (req, res) => {
    const { id } = req.params;
    const { owner } = req.body;
    const transfer = await audited(
      context,
      req,
      {
        eventId: 'transfer-request',
        severityLevel: 'medium',
        meta: { id, owner },
      },
      async credentials =>
        transfers.request(
          await context.serviceAccounts.get(
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

function addList(
  router: Router,
  context: RouteContext,
  transfers: Transfers,
): void {
  router.get('/v1/transfers', async (req, res) => {
    const state = single(req, 'state') as TransferState | undefined;
    const list = await audited(
      context,
      req,
      { eventId: 'transfer-fetch', meta: { queryType: 'all' } },
      async credentials => {
        const [read] = await context.authorizer.authorize(credentials, [
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
  context: RouteContext,
  transfers: Transfers,
): void {
  router.post('/v1/transfers/:id/decisions', async (req, res) => {
    const { id } = req.params;
    const { decision } = req.body;
    const transfer = await audited(
      context,
      req,
      {
        eventId: 'transfer-decide',
        severityLevel: 'high',
        meta: { id, decision },
      },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountTransferPermission,
        );
        const found = await transfers.find(id);
        await context.serviceAccounts.get(
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

/** Adds `/v1/transfers/bulk`: transfers everything that belongs to given owners. */
export function addBulkTransferRoutes(
  router: Router,
  context: RouteContext,
  bulkTransfers: BulkTransfers,
): void {
  router.post('/v1/transfers/bulk', async (req, res) => {
    const { owners, dryRun = false } = req.body;
    const items = await audited(
      context,
      req,
      {
        eventId: 'transfer-in-bulk',
        severityLevel: 'high',
        meta: { owners, dryRun },
      },
      async credentials => {
        await context.authorizer.requireAny(
          credentials,
          irsaServiceAccountTransferPermission,
        );
        const answer = await bulkTransfers.transfer(
          owners,
          { dryRun },
          credentials,
        );
        // The owners have changed. The tags in AWS are updated without making the caller wait.
        answer.followUp().catch(error => context.logger.warn(String(error)));
        return answer.items;
      },
    );
    res.json({ items });
  });
}

/** Adds `/v1/transfers` and `/v1/service-accounts/:id/transfers`: requests and decides ownership transfers. */
export function addTransferRoutes(
  router: Router,
  context: RouteContext,
  transfers: Transfers,
): void {
  addOfServiceAccount(router, context, transfers);
  addList(router, context, transfers);
  addDecision(router, context, transfers);
}
