import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AuthorizeResult,
  type PolicyDecision,
} from '@backstage/plugin-permission-common';
import type { JsonObject } from '@backstage/types';
import type { Sandbox } from '@backstage-irsa/sandbox';
import type { Knex } from 'knex';
import { parse } from 'yaml';
import { rankOf } from '@backstage-irsa/core/findings';
import type { TestHost } from '../host';
import { handMadeFleet, OTHERS, TEAM } from '../inventory/handMade';
import { startFleetHost } from '../inventory/host';
import type { InventoryRows } from '../internals';
import { permissionsBy } from '../permissionBackend';
import { actionsRegistry } from '../registry';
import { componentOf } from '../core';
import { templateActions } from '../templateActions';
import { DEVELOPER, OTHER, PAYMENTS } from './callers';
import { rolesOf } from './iam';
import { ORDERS, thingsOf, type Things } from './things';

interface ReadmeConfig extends JsonObject {
  aws: { accounts: JsonObject[] };
  irsa: JsonObject & { clusters: JsonObject[] };
}

/** Returns the configuration in README.md, under "Configure your accounts and clusters". */
function readmeConfig(): ReadmeConfig {
  const text = readFileSync(
    join(__dirname, '../../../../../README.md'),
    'utf8',
  );
  const [, after] = text.split('**Configure** your accounts and clusters');
  const [, block] = /```yaml\n(.*?)```/s.exec(after)!;
  return parse(block);
}

/**
 * Returns the README's configuration with the additions for a sandbox: keys, its endpoint, a kubeconfig, and `development`. Nothing else calls AWS,
 * and there are no rate limits.
 */
export function readmeSections(
  sandbox: Sandbox,
  file: string,
  change: JsonObject = {},
): JsonObject {
  const { aws, irsa } = readmeConfig();
  const accounts = aws.accounts.map(({ accountId }) => {
    const keys = sandbox.administrators.get(String(accountId))!;
    const { accessKeyId, secretAccessKey } = keys;
    return { accountId, accessKeyId, secretAccessKey };
  });
  const clusters = irsa.clusters.map(cluster => ({
    ...cluster,
    access: { type: 'kubeconfig', file, context: cluster.name },
  }));
  return {
    aws: { accounts },
    irsa: {
      ...irsa,
      clusters,
      development: true,
      aws: { endpoint: sandbox.awsEndpoint },
      limits: { requestsPerMinute: 60_000 },
      scans: { enabled: false },
      ...change,
    },
  };
}

/** Backstage's default permission policy. */
class AllowEverything {
  async handle(): Promise<PolicyDecision> {
    return { result: AuthorizeResult.ALLOW };
  }
}

/** Returns the small fleet with the rule's team as owner, and with one finding of medium severity. */
function fleetOfPayments() {
  const { rows, ids } = handMadeFleet();
  for (const row of rows.findings) {
    if (row.id !== ids.ledgerFinding) continue;
    row.severity = rankOf('medium');
    row.severity_in_use = row.severity;
    row.detail = JSON.stringify({
      ...JSON.parse(row.detail),
      severityInUse: 'medium',
    });
  }
  const text = JSON.stringify(rows)
    .replaceAll(TEAM, PAYMENTS)
    .replaceAll(OTHERS, ORDERS);
  return { rows: JSON.parse(text) as InventoryRows, ids };
}

/** Whether data belongs to the developer's group or to another team. */
export type Side = 'own' | 'theirs';

/** The environment of the table rows. */
export interface Stage {
  host: TestHost & { knex: Knex };
  templates: ReturnType<typeof templateActions>;
  actions: ReturnType<typeof actionsRegistry>;
  ids: ReturnType<typeof handMadeFleet>['ids'];
  /** The roles of the sandbox before the tests created any. */
  rolesBefore: ReturnType<typeof rolesOf>;
  /** The data that the developer created. */
  own: Things;
  /** The data of another team. */
  theirs: Things;
}

/** Starts Backstage with the README's configuration and a small fleet. */
async function startAll() {
  const { rows, ids } = fleetOfPayments();
  const templates = templateActions();
  const actions = actionsRegistry();
  const host = await startFleetHost(rows, {
    entities: () => [
      componentOf('mine', PAYMENTS),
      componentOf('current', PAYMENTS),
      componentOf('theirs', ORDERS),
      componentOf('toolbox', OTHER),
    ],
    users: { [DEVELOPER]: [PAYMENTS], [OTHER]: [] },
    root: { permission: { enabled: true } },
    sections: readmeSections,
    features: [
      ...permissionsBy(new AllowEverything()),
      actions.feature,
      ...templates.features,
    ],
  });
  return { host, templates, actions, ids };
}

/** Starts Backstage, and creates the data of two teams. */
export async function setStage(): Promise<Stage> {
  const all = await startAll();
  const { host } = all;
  const rolesBefore = rolesOf(host.sandbox);
  return {
    ...all,
    rolesBefore,
    own: await thingsOf('mine', host),
    theirs: await thingsOf('theirs', host),
  };
}
