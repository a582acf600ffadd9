import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import { countCalls } from '../../lib/metrics/calls';
import { readAws } from '../read';
import { AwsBudget } from './AwsBudget';

const databases = migratedDatabases(['SQLITE_3']);

const HOME = '111122223333';
const OTHER = '444455556666';

describe('AwsBudget', () => {
  let knex: Knex;
  const replica = () => new AwsBudget({ knex, perMinute: 100 });
  const scan = (work: () => Promise<unknown>) =>
    countCalls({ aws: 0, kubernetes: 0 }, work);
  const used = async (account_id: string) =>
    (await knex('aws_budgets').where({ account_id }).first())?.used;
  const takeAll = async (budget: AwsBudget, count: number, account = HOME) => {
    for (let made = 0; made < count; made += 1) await budget.take(account);
  };

  beforeEach(async () => {
    knex = await databases.init('SQLITE_3');
  });

  /** Returns whether the work is still pending after several database reads. */
  async function waits(work: Promise<unknown>): Promise<boolean> {
    let ended = false;
    work.then(
      () => (ended = true),
      () => (ended = true),
    );
    for (let turn = 0; turn < 5; turn += 1) await used(HOME);
    return !ended;
  }

  it('is shared by replicas, and scans get 80% of it', async () => {
    await scan(() =>
      Promise.all([takeAll(replica(), 40), takeAll(replica(), 40)]),
    );
    expect(await used(HOME)).toBe(80);
    const late = scan(() => replica().take(HOME));
    expect(await waits(late)).toBe(true);

    // The minute is over.
    await knex('aws_budgets').update({ window_ends_at: 0 });
    await late;
    expect(await used(HOME)).toBe(20);
  });

  it('does not delay requests of users and calls to other accounts', async () => {
    await scan(() => takeAll(replica(), 80));
    await takeAll(replica(), 50);
    expect(await used(HOME)).toBe(140);
    await scan(() => takeAll(replica(), 80, OTHER));
    expect(await used(OTHER)).toBe(80);
  });

  it('reserves calls in batches, together for all calls of one process', async () => {
    const budget = replica();
    await scan(() =>
      Promise.all(Array.from({ length: 15 }, () => budget.take(HOME))),
    );
    expect(await used(HOME)).toBe(20);
  });

  it('reports a failure of the database without its statement, and not as one of AWS', async () => {
    await knex.schema.dropTable('aws_budgets');
    const error = await replica()
      .take(HOME)
      .catch(reason => reason);
    expect(await readAws('iam:GetRole', () => Promise.reject(error))).toEqual({
      state: 'unknown',
      reason: expect.stringMatching(/^The database of this backend failed/),
    });
    expect(error.message).not.toContain('aws_budgets');
  });

  it('reports a budget that is used up as its own', async () => {
    const scanning = scan(() => takeAll(replica(), 80));
    await scanning;
    const at = Date.now();
    jest
      .spyOn(Date, 'now')
      .mockReturnValueOnce(at)
      .mockReturnValue(at + 301_000);
    const late = scan(() => replica().take(HOME));
    const error = await late.catch(reason => reason);
    jest.restoreAllMocks();
    expect(await readAws('iam:GetRole', () => Promise.reject(error))).toEqual({
      state: 'unknown',
      reason: `The budget of 100 AWS calls a minute for account ${HOME} is used up (irsa.limits.awsCallsPerMinute).`,
    });
  });
});
