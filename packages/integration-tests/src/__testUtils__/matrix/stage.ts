import { mockServices } from '@backstage/backend-test-utils';
import searchBackend from '@backstage/plugin-search-backend';
import catalogModuleIrsa from '@backstage-irsa/plugin-catalog-backend-module-irsa';
import searchModuleIrsa from '@backstage-irsa/plugin-search-backend-module-irsa';
import type { Knex } from 'knex';
import request from 'supertest';
import { namespaceRule } from '../namespaceRule';
import { auditLog } from '../auditLog';
import { handMadeFleet, OTHERS, TEAM } from '../inventory/handMade';
import { startFleetHost } from '../inventory/host';
import { permissionsBy } from '../permissionBackend';
import { actionsRegistry } from '../registry';
import { componentOf } from '../core';
import { templateActions } from '../templateActions';
import { catalogOfTheTest } from './catalog';
import { GROUPS, MatrixPolicy } from './callers';
import { NAMES, thingsOf } from './things';
import type { Stage } from './types';
import { givenScheduler } from '../given';

/** Starts everything. Returns what the tests use. */
async function startAll() {
  const { rows, ids } = handMadeFleet();
  const audit = auditLog();
  const templates = templateActions();
  const actions = actionsRegistry();
  const catalog = catalogOfTheTest();
  const scheduler = mockServices.scheduler();
  const host = await startFleetHost(rows, {
    entities: () => [
      componentOf(NAMES.own, TEAM),
      componentOf(NAMES.others, OTHERS),
      componentOf('ledger', TEAM),
      componentOf('orders', OTHERS),
    ],
    users: GROUPS,
    root: {
      app: { baseUrl: 'http://localhost:3000' },
      permission: { enabled: true },
    },
    irsa: {
      namespaceRules: [namespaceRule([TEAM, OTHERS])],
    },
    features: [
      ...permissionsBy(new MatrixPolicy()),
      audit.factory,
      actions.feature,
      ...templates.features,
      catalog.feature,
      catalogModuleIrsa,
      searchBackend,
      searchModuleIrsa,
      givenScheduler(scheduler),
    ],
  });
  await scheduler.triggerTask('search_index_irsa');
  return { host, ids, audit, templates, actions, catalog, scheduler };
}

/** Starts a backend with every entry point, Backstage's own permission backend, and data of two teams. */
export async function setStage(): Promise<{
  stage: Stage;
  audit: ReturnType<typeof auditLog>;
  knex: Knex;
}> {
  const all = await startAll();
  const { host, ids, actions, audit, catalog, scheduler, templates } = all;
  const { knex } = host;
  const { nodeRole } = ids;
  const stage: Stage = {
    host,
    things: {
      own: await thingsOf('own', host, {
        nodeRole,
        finding: ids.ledgerFinding,
        role: ids.ledgerRole,
      }),
      others: await thingsOf('others', host, {
        nodeRole,
        finding: ids.ordersFinding,
        role: ids.sharedRole,
      }),
    },
    runTemplate: (id, input, { credentials }) =>
      templates.run(id, input, credentials),
    invokeAction: (id, input, { credentials }) =>
      actions.invoke(id, input, credentials),
    templateActions: () => [...templates.actions.keys()],
    registryActions: async () => {
      const listed = await actions.registry.list();
      // The search has an action of its own.
      return listed.actions
        .map(({ name }) => name)
        .filter(name => name !== 'query');
    },
    rightSizingOf: async id => {
      const [newest] = await knex('right_sizings')
        .where({ service_account_id: id })
        .orderBy('made_at', 'desc');
      return newest?.id ?? 'none';
    },
    transferOf: async id => {
      const [newest] = await knex('transfers')
        .where({ service_account_id: id })
        .orderBy('requested_at', 'desc');
      return newest?.id ?? 'none';
    },
    search: ({ header }) =>
      request(host.backend.server)
        .get('/api/search/query')
        .query({ term: '', 'types[0]': 'irsa', pageLimit: '100' })
        .set('Authorization', header),
    fillCatalog: async () => {
      await scheduler.triggerTask('irsa-roles:refresh');
      const [mutation] = catalog.mutations.slice(-1);
      return { status: 200, text: JSON.stringify(mutation) };
    },
  };
  return { audit, knex, stage };
}
