import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { TestDatabases } from '@backstage/backend-test-utils';
import { knex as connect } from 'knex';
import { DrillStage } from '../__testUtils__/faultDrills/DrillStage';
import { sqliteDrills } from '../__testUtils__/faultDrills/sqliteDrills';
import {
  compareWithExpected,
  inOrder,
  type DrillRow,
} from '../__testUtils__/faultDrills/table';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('faults of a SQLite database', () => {
  const folder = mkdtempSync(join(tmpdir(), 'irsa-drills-'));
  const file = join(folder, 'irsa.sqlite');
  const drills = sqliteDrills(file);
  const rows: DrillRow[] = [];
  let stage: DrillStage;

  beforeAll(async () => {
    const knex = connect({
      client: 'better-sqlite3',
      connection: { filename: file },
      useNullAsDefault: true,
    });
    stage = await DrillStage.start(databases, { knex });
    // SQLite waits 5 seconds for a lock, during which nothing else runs.
    await knex.raw('pragma busy_timeout = 20');
  });
  afterAll(async () => {
    await stage?.stop();
    await stage?.host.knex.destroy();
    rmSync(folder, { recursive: true });
  });

  it.each(drills)('$fault', async drill => {
    const { reading, writing, scanning } = drill;
    const found = [
      await stage.scan(drill, scanning!),
      await stage.read(drill, reading!),
      await stage.write(drill, writing!),
    ];
    expect(found.every(({ sees }) => sees !== '')).toBe(true);
    rows.push(...found);
    // The scan of the next drill must find no new objects.
    await stage.host.settle();
  });

  it('end as expected', () => {
    const { found, expected } = compareWithExpected(
      'sqlite',
      inOrder(drills, rows),
    );
    expect(found).toEqual(expected);
  });
});
