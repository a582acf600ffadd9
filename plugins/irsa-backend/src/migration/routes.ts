import type { Router } from 'express';
import { irsaServiceAccountUpdatePermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type Mechanism,
  type MigrationStage,
} from '@backstage-irsa/core/model';
import type { Ownership } from '../authorization/specOwnership';
import {
  audited,
  changeRequest,
  pageOf,
  single,
  type RouteContext,
  type UserCredentials,
} from '../authorization/audit/routeContext';
import { operationAnswer } from '../provisioning/routes/operationAnswer';
import type { Migrations } from './Migrations';

const DEFAULT_LIMIT = 50;

/** Returns an IAM service account that the caller may change, and its ownership. */
async function changeable(
  { serviceAccounts }: RouteContext,
  migrations: Migrations,
  id: string,
  credentials: UserCredentials,
): Promise<{ account: IamServiceAccount; ownership: Ownership }> {
  const account = await serviceAccounts.get(
    id,
    credentials,
    irsaServiceAccountUpdatePermission,
  );
  return {
    account,
    ownership: await migrations.ownershipOf(account, credentials),
  };
}

function addPlan(
  router: Router,
  context: RouteContext,
  migrations: Migrations,
): void {
  router.post('/v1/service-accounts/:id/migration-plans', async (req, res) => {
    const { id } = req.params;
    const to: Mechanism = req.body.to;
    const plan = await audited(
      context,
      req,
      { eventId: 'migration-plan-create', meta: { id, to } },
      async credentials => {
        const { account, ownership } = await changeable(
          context,
          migrations,
          id,
          credentials,
        );
        return migrations.plan(account, to, ownership);
      },
    );
    res.json(plan);
  });
}

function addMigrate(
  router: Router,
  context: RouteContext,
  migrations: Migrations,
): void {
  router.post('/v1/service-accounts/:id/migrations', async (req, res) => {
    const { id } = req.params;
    const to: Mechanism = req.body.to;
    const answer = await audited(
      context,
      req,
      {
        eventId: 'service-account-migrate',
        severityLevel: 'high',
        meta: { id, to },
      },
      async (credentials, defer) => {
        const { account, ownership } = await changeable(
          context,
          migrations,
          id,
          credentials,
        );
        const begun = await migrations.start(
          account,
          to,
          ownership,
          changeRequest(req.body, credentials),
        );
        return operationAnswer(req, begun, { credentials, defer }, context);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}

function addList(
  router: Router,
  context: RouteContext,
  migrations: Migrations,
): void {
  router.get('/v1/migrations', async (req, res) => {
    const list = await audited(
      context,
      req,
      { eventId: 'migration-fetch', meta: { queryType: 'all' } },
      async credentials =>
        migrations.list(
          {
            id: single(req, 'serviceAccountId'),
            cluster: single(req, 'cluster'),
            stage: single(req, 'stage') as MigrationStage | undefined,
          },
          pageOf(req, DEFAULT_LIMIT),
          credentials,
        ),
    );
    res.json(list);
  });
}

/** Adds `/v1/migrations` and the routes that move one IAM service account to the other mechanism. */
export function addMigrationRoutes(
  router: Router,
  context: RouteContext,
  migrations: Migrations,
): void {
  addPlan(router, context, migrations);
  addMigrate(router, context, migrations);
  addList(router, context, migrations);
}
