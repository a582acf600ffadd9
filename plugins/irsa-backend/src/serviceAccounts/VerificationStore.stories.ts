import type { CheckResult, Verification } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { ProofStore } from './ProofStore';
import {
  KEPT,
  type MadeVerification,
  recordVerifications,
  VerificationStore,
} from './VerificationStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();

const LONG_AGO = '2020-01-01T00:00:00.000Z';

function verification(
  result: CheckResult['result'],
  checkedAt = new Date().toISOString(),
): Verification {
  return {
    status: 'verified',
    liveProof: null,
    checkedAt,
    checks: [
      {
        id: 'a',
        link: 'role',
        result,
        evidence: 'inferred',
        message: 'a',
        remediation: null,
      },
    ],
  };
}

function madeOf(
  id: string,
  of: Verification,
  before: string | null = null,
): MadeVerification {
  return { id, verification: of, json: JSON.stringify(of), before };
}

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;
  let last: string | null;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    last = null;
  });
  afterEach(() => knex.destroy());

  const record = async (...args: Parameters<typeof verification>) => {
    const of = verification(...args);
    await recordVerifications(knex, [madeOf('one', of, last)]);
    last = JSON.stringify(of);
  };
  const seqs = async () =>
    (await new VerificationStore({ knex }).newest('one', { limit: 999 })).map(
      ({ seq }) => seq,
    );

  it('keeps each verification, also an unchanged one, the newest first', async () => {
    await recordVerifications(knex, [madeOf('other', verification('pass'))]);
    await record('pass');
    await record('pass');
    const store = new VerificationStore({ knex });
    const [newest, older] = await store.newest('one', { limit: 9 });
    expect(newest.seq).toBeGreaterThan(older.seq);
    expect(await store.newest('one', { before: newest.seq, limit: 9 })).toEqual(
      [older],
    );
  });

  it('keeps the changes of each verification, and skips unchanged ones with onlyChanges', async () => {
    await record('pass');
    const passing = JSON.stringify(verification('pass'));
    const made = (result: CheckResult['result']) =>
      madeOf('one', verification(result), passing);
    const onlyChanges = { onlyChanges: true };
    await recordVerifications(knex, [made('pass')], onlyChanges);
    await recordVerifications(knex, [made('fail')], onlyChanges);
    const store = new VerificationStore({ knex });
    expect(await store.newest('one', { limit: 9 })).toMatchObject([
      {
        changes: [
          {
            id: 'a',
            before: { result: 'pass' },
            after: { result: 'fail' },
          },
        ],
      },
      { changes: [] },
    ]);
  });

  it('drops old repeats and very old changes, and limits the number of kept ones', async () => {
    await recordVerifications(knex, [
      madeOf('other', verification('pass', LONG_AGO)),
    ]);
    await record('pass', LONG_AGO);
    await record('fail');
    await record('pass');
    const [back, broke] = await seqs();
    for (let made = 0; made < KEPT + 20; made += 1) await record('pass');
    const kept = await seqs();
    expect(kept).toHaveLength(KEPT + 2);
    expect(kept.slice(-2)).toEqual([back, broke]);
    expect(
      await new VerificationStore({ knex }).newest('other', { limit: 9 }),
    ).toHaveLength(1);
  });

  it('shares the cap on live proofs between 2 replicas', async () => {
    const [first, second] = [1, 2].map(
      () => new ProofStore({ knex, maxPerMinute: 2 }),
    );
    expect(await first.admit('one')).toEqual({ admitted: true });
    expect(await second.admit('other')).toEqual({ admitted: true });
    expect(await first.admit('one')).toMatchObject({ admitted: false });
    expect(await second.admit('one')).toEqual({
      admitted: false,
      retryAfterSeconds: expect.any(Number),
    });
  });
});
