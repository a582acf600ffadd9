import type { Knex } from 'knex';
import type { TestHost } from '../host';
import { CALLERS, CONDITIONAL, WITH, type Whose } from './callers';
import { specFor } from './routes';
import type { Things } from './types';

/** The component of each side, which is also the name of its IAM service account. */
export const NAMES = { own: 'mine', others: 'theirs' };
const BEGINNERS = { own: CONDITIONAL, others: WITH };
/** The entry points that delete or hand over. Each needs its own IAM service account. */
const ENDERS = ['route', 'template', 'registry', 'handOver'];

/** Creates the data of one side through the API, as the user with all permissions, and adds its inventory data. */
export async function thingsOf(
  whose: Whose,
  host: TestHost & { knex: Knex },
  inventory: Pick<Things, 'finding' | 'role' | 'nodeRole'>,
): Promise<Things> {
  const name = NAMES[whose];
  const entityRef = `component:default/${name}`;
  const make = async (named: string) => {
    const { status, body } = await host.put(
      specFor({ name: named, entityRef }),
      { Authorization: CALLERS.with.header },
    );
    if (status !== 200) throw new Error(body.error.message);
    return { id: body.serviceAccount.id as string, name: named };
  };
  const { id } = await make(name);
  const toDelete: Things['toDelete'] = {};
  for (const ender of ENDERS) {
    toDelete[ender] = await make(`${name}-${ender.toLowerCase()}`);
  }
  return {
    id,
    name,
    entityRef,
    toDelete,
    ...inventory,
    ...(await operationsOf(whose, id, host.knex)),
  };
}

/** Adds one succeeded and one failed operation, started by the user of that side. */
async function operationsOf(
  whose: Whose,
  serviceAccountId: string,
  knex: Knex,
): Promise<Pick<Things, 'operation' | 'failedOperation'>> {
  const [last] = await knex('operations').where({
    service_account_id: serviceAccountId,
  });
  const row = {
    ...last,
    created_by: BEGINNERS[whose],
    created_at: new Date().toISOString(),
    steps: '[]',
  };
  const operation = `completed-${NAMES[whose]}`;
  const failedOperation = `failed-${NAMES[whose]}`;
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
