import type { Router } from 'express';
import type { ApprovalState } from '@backstage-irsa/core/model';
import {
  irsaApprovalDecidePermission,
  irsaBreakGlassPermission,
} from '@backstage-irsa/plugin-irsa-common';
import {
  audited,
  auditedReader,
  single,
  type RouteContext,
} from '../authorization/audit/routeContext';
import type { ApprovalDesk } from './ApprovalDesk';
import type { BreakGlasses } from './BreakGlasses';

function addReads(
  router: Router,
  context: RouteContext,
  desk: ApprovalDesk,
): void {
  router.get('/v1/approvals', async (req, res) => {
    const state = single(req, 'state') as ApprovalState | undefined;
    const list = await auditedReader(
      context,
      req,
      { eventId: 'approval-fetch', meta: { queryType: 'all' } },
      credentials => desk.list(credentials, state),
    );
    res.json(list);
  });

  router.get('/v1/approvals/:id', async (req, res) => {
    const { id } = req.params;
    const approval = await auditedReader(
      context,
      req,
      { eventId: 'approval-fetch', meta: { queryType: 'by-id', id } },
      credentials => desk.get(id, credentials),
    );
    res.json(approval);
  });
}

/** Adds `/v1/approvals`: reads and decides approvals. */
export function addApprovalRoutes(
  router: Router,
  context: RouteContext,
  desk: ApprovalDesk,
): void {
  addReads(router, context, desk);
  router.post('/v1/approvals/:id/decisions', async (req, res) => {
    const { id } = req.params;
    const { decision } = req.body;
    const approval = await audited(
      context,
      req,
      {
        eventId: 'approval-decide',
        severityLevel: 'high',
        meta: { id, decision },
      },
      async credentials => {
        await context.authorizer.requireBasic(
          credentials,
          irsaApprovalDecidePermission,
        );
        return desk.decide(id, req.body, credentials);
      },
    );
    res.json(approval);
  });
}

/** Adds `POST /v1/break-glass`: lets the caller apply without approvals in one AWS account for some hours. */
export function addBreakGlassRoutes(
  router: Router,
  context: RouteContext,
  breakGlasses: BreakGlasses,
): void {
  router.post('/v1/break-glass', async (req, res) => {
    const opened = await audited(
      context,
      req,
      {
        eventId: 'break-glass',
        severityLevel: 'critical',
        meta: { accountId: req.body.accountId },
      },
      async credentials => {
        await context.authorizer.requireBasic(
          credentials,
          irsaBreakGlassPermission,
        );
        return breakGlasses.open(req.body, credentials);
      },
    );
    res.json(opened);
  });
}
