import type { LoggerService } from '@backstage/backend-plugin-api';
import type { Router } from 'express';
import { irsaServiceAccountUpdatePermission } from '@backstage-irsa/plugin-irsa-common';
import {
  type IamServiceAccount,
  type Mechanism,
  type MigrationStage,
} from '@backstage-irsa/core/model';
import type { Ownership } from '../authorization/Access';
import {
  audited,
  changeRequest,
  single,
  type Doors,
  type UserCredentials,
} from '../audit/doors';
import { operationAnswer } from '../provisioning/routes/operationAnswer';
import type { Migrations } from './Migrations';
import type { Operations } from '../provisioning/Operations';
import type { ServiceAccounts } from '../verification/ServiceAccounts';

const DEFAULT_LIMIT = 50;

type Used = { logger: LoggerService } & {
  migrations: Migrations;
  operations: Operations;
  serviceAccounts: ServiceAccounts;
};

/** One that the caller may change, and whose it is. */
async function changeable(
  { migrations, serviceAccounts }: Used,
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

function addPlan(router: Router, doors: Doors, services: Used): void {
  router.post('/v1/service-accounts/:id/migration-plans', async (req, res) => {
    const { id } = req.params;
    const to: Mechanism = req.body.to;
    const plan = await audited(
      doors,
      req,
      { eventId: 'migration-plan-create', meta: { id, to } },
      async credentials => {
        const { account, ownership } = await changeable(
          services,
          id,
          credentials,
        );
        return services.migrations.plan(account, to, ownership);
      },
    );
    res.json(plan);
  });
}

function addMigrate(router: Router, doors: Doors, services: Used): void {
  const { migrations } = services;

  router.post('/v1/service-accounts/:id/migrations', async (req, res) => {
    const { id } = req.params;
    const to: Mechanism = req.body.to;
    const answer = await audited(
      doors,
      req,
      {
        eventId: 'service-account-migrate',
        severityLevel: 'high',
        meta: { id, to },
      },
      async (credentials, defer) => {
        const { account, ownership } = await changeable(
          services,
          id,
          credentials,
        );
        const begun = await migrations.start(
          account,
          to,
          ownership,
          changeRequest(req.body, credentials),
        );
        return operationAnswer(req, begun, { credentials, defer }, services);
      },
    );
    res.status(answer.status).json(answer.body);
  });
}

function addList(router: Router, doors: Doors, { migrations }: Used): void {
  router.get('/v1/migrations', async (req, res) => {
    const list = await audited(
      doors,
      req,
      { eventId: 'migration-fetch', meta: { queryType: 'all' } },
      async credentials =>
        migrations.list(
          {
            cluster: single(req, 'cluster'),
            stage: single(req, 'stage') as MigrationStage | undefined,
          },
          {
            cursor: single(req, 'cursor'),
            limit: Number(single(req, 'limit') ?? DEFAULT_LIMIT),
          },
          credentials,
        ),
    );
    res.json(list);
  });
}

/** `/v1/migrations` and what moves one IAM service account to the other mechanism. */
export function addMigrationRoutes(
  router: Router,
  doors: Doors,
  services: Used,
): void {
  addPlan(router, doors, services);
  addMigrate(router, doors, services);
  addList(router, doors, services);
}
