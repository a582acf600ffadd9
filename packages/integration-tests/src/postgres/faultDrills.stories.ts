import { setTimeout as sleep } from 'node:timers/promises';
import { TestDatabases } from '@backstage/backend-test-utils';
import { sampled } from '@backstage-irsa/fuzz';
import { knex as connect, type Knex } from 'knex';
import {
  DrillStage,
  type Bring,
  type Drill,
} from '../__testUtils__/faultDrills/DrillStage';
import {
  AWAY,
  CROWDED,
  FULL,
  LOCKED,
  RESTARTED,
} from '../__testUtils__/faultDrills/postgresFaults';
import {
  compareWithExpected,
  type DrillRow,
} from '../__testUtils__/faultDrills/table';
import { PostgresServer } from '../__testUtils__/PostgresServer.cjs';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

/** The number of connections available to the backend. */
const MOST = 2;

describe('faults of PostgreSQL', () => {
  const rows: DrillRow[] = [];
  let server: PostgresServer;
  /** A connection of another client to the same database. */
  let other: Knex;
  let stage: DrillStage;

  beforeAll(async () => {
    server = await PostgresServer.create();
    const { connection } = server;
    other = connect({ client: 'pg', connection });
    const knex = connect({
      client: 'pg',
      connection,
      pool: { min: 0, max: MOST },
      acquireConnectionTimeout: 2000,
    });
    stage = await DrillStage.start(databases, { knex });
  });
  afterAll(async () => {
    await stage?.stop();
    await stage?.host.knex.destroy();
    await other?.destroy();
    await server?.destroy();
  });

  const away: Bring = async () => {
    await server.crash();
    return () => server.start();
  };

  /** Another client locks the table for 1 second. */
  const locked: Bring = async () => {
    const transaction = await other.transaction();
    await transaction.raw('lock table verifications in access exclusive mode');
    const ended = sleep(1000).then(() => transaction.rollback());
    return async () => {
      await ended;
    };
  };

  /** Not everyone who runs tests has a full disk, so a trigger raises the server's error. */
  const full: Bring = async () => {
    await other.raw(`
      create function no_room() returns trigger language plpgsql as $$
      begin
        raise exception 'could not extend file: No space left on device'
          using errcode = '53100';
      end $$`);
    const writes = [
      'insert or update on verifications',
      'insert or update on service_accounts',
      // The test sets when a scan is due, so this must not fail.
      'insert or update of scanning_until on inventory_scopes',
    ];
    for (const write of writes) {
      await other.raw(
        `create trigger no_room before ${write} for each statement execute function no_room()`,
      );
    }
    return async () => {
      await other.raw('drop function no_room cascade');
    };
  };

  /** All connections stay in use. */
  const crowded: Bring = async ({ host }) => {
    const busy = await Promise.all(
      Array.from({ length: MOST }, () => host.knex.transaction()),
    );
    return async () => {
      await Promise.all(busy.map(transaction => transaction.rollback()));
    };
  };

  const FAULTS: [string, Bring][] = [
    [AWAY, away],
    [LOCKED, locked],
    [FULL, full],
    [CROWDED, crowded],
  ];

  it.each(sampled(FAULTS))('%s', async (fault, bring) => {
    const drill: Drill = { fault };
    const scope = 'account:111122223333';
    const scanning = await stage.scan(drill, { scope, bring });
    const found = [
      await stage.read(drill, bring),
      await stage.write(drill, bring),
      scanning,
    ];
    expect(found.every(({ sees }) => sees !== '')).toBe(true);
    rows.push(...found);
    await stage.host.settle();
  });

  it(`${RESTARTED}`, async () => {
    const row = await stage.writeOver(RESTARTED, {
      during: 'AttachRolePolicy',
      bring: away,
    });
    expect(row.recovers).not.toBe('');
    rows.push(row);
  });

  it('end as expected', () => {
    const { found, expected } = compareWithExpected('postgres', rows);
    expect(found).toEqual(expected);
  });
});
