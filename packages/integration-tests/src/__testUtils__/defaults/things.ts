import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import type { TestHost } from '../host';
import { as, DEVELOPER, PAYMENTS } from './callers';

export const ORDERS = 'group:default/orders';

/** The data of one side. */
export interface Things {
  id: string;
  name: string;
  entityRef: string;
  /** One IAM service account for each way to delete. */
  toDelete: Record<'route' | 'template' | 'registry' | 'handOver', Named>;
  /** A transfer of the IAM service account that the registered action deletes. */
  transfer: string;
  rightSizing: string;
  /** The group to which it can be transferred. */
  newOwner: string;
  operation: string;
  failedOperation: string;
}

interface Named {
  id: string;
  name: string;
}

/** Returns a spec that a developer can request under the README's rule. */
export function specOfPayments(
  name: string,
  change: Partial<IamServiceAccountSpec> = {},
): IamServiceAccountSpec {
  return {
    entityRef: `component:default/${name}`,
    cluster: 'prod-eu',
    namespace: 'payments',
    name,
    grants: [{ service: 's3', access: 'read', resource: 'payments-files' }],
    ...change,
  };
}

/** Creates the data as the developer. Data of another team is assigned to that team afterwards, because the README's rule grants it nothing. */
export async function thingsOf(
  side: 'mine' | 'theirs',
  host: TestHost & { knex: Knex },
): Promise<Things> {
  const entityRef = `component:default/${side}`;
  const make = async (name: string): Promise<Named> => {
    const { status, body } = await host.put(
      specOfPayments(name, { entityRef: 'component:default/mine' }),
      { Authorization: as(DEVELOPER).header },
    );
    if (status !== 200) throw new Error(JSON.stringify(body));
    return { id: body.serviceAccount.id, name };
  };
  const { id, name } = await make(side);
  const [route, template, registry, handOver] = [
    await make(`${side}-route`),
    await make(`${side}-template`),
    await make(`${side}-registry`),
    await make(`${side}-handover`),
  ];
  const path = `/service-accounts/${registry.id}`;
  await post(host, `${path}/right-sizings`, { drop: ['s3'] });
  const rightSizing = await host
    .knex('right_sizings')
    .where({ service_account_id: registry.id })
    .first();
  if (side === 'theirs') {
    const ids = [id, route.id, template.id, registry.id, handOver.id];
    await host
      .knex('service_accounts')
      .whereIn('id', ids)
      .update({ owner: ORDERS, entity_ref: entityRef });
  }
  const newOwner = side === 'mine' ? ORDERS : PAYMENTS;
  const transfer = await post(host, `${path}/transfers`, { owner: newOwner });
  const toDelete = { route, template, registry, handOver };
  return {
    ...{ id, name, entityRef, toDelete, newOwner },
    ...{ transfer: transfer.id, rightSizing: rightSizing.id },
    ...(await operationsOf(side, id, host.knex)),
  };
}

/** Sends a POST request as the developer. */
async function post(host: TestHost, path: string, asked: object) {
  const { status, body } = await host
    .post(path, asked)
    .set('Authorization', as(DEVELOPER).header);
  if (status >= 400) throw new Error(JSON.stringify(body));
  return body;
}

/** Adds one succeeded and one failed operation. */
async function operationsOf(side: string, id: string, knex: Knex) {
  const last = await knex('operations')
    .where({ service_account_id: id })
    .first();
  const operation = `completed-${side}`;
  const failedOperation = `failed-${side}`;
  const row = {
    ...last,
    created_by: side === 'mine' ? DEVELOPER : 'user:default/ada',
    created_at: new Date().toISOString(),
    steps: '[]',
  };
  await knex('operations').insert([
    { ...row, id: operation, status: 'succeeded' },
    {
      ...row,
      id: failedOperation,
      status: 'failed',
      service_account_id: failedOperation,
    },
  ]);
  return { operation, failedOperation };
}
