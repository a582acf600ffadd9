import type { Knex } from 'knex';
import type { WaveState } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../__testUtils__/databases';
import { WaveStore } from './WaveStore';

jest.setTimeout(60_000);

const ADA = 'user:default/ada';
const databases = migratedDatabases();

describe.each(databases.eachSupportedId())('WaveStore on %p', databaseId => {
  let knex: Knex;
  let waves: WaveStore;
  let made: number;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
    waves = new WaveStore({ knex });
    made = 0;
  });
  afterEach(() => knex.destroy());

  const make = async (state: WaveState, createdBy = ADA) => {
    made += 1;
    const id = `wave-${made}`;
    await waves.create(
      {
        ...{ id, kind: 'migrate', cluster: 'prod-eu', created_by: createdBy },
        ...{ to_cluster: null, mechanism: null, namespace: null, owner: null },
        ...{ reason: null, change_number: null, state_reason: null },
        created_at: new Date(Date.now() + made).toISOString(),
        ...{ state, undoing: false, commanded_by: null, commanded_at: null },
        summary: '{}',
      },
      [
        {
          ...{ waveId: id, position: 1, sourceId: 'a', serviceAccountId: 'a' },
          ...{ cluster: 'prod-eu', namespace: 'shop', name: 'cart' },
          ...{ state: 'blocked', blockers: [], warnings: [], steps: [] },
          reads: 0,
        },
      ],
    );
    return id;
  };
  const makeMany = async (count: number, state: WaveState) => {
    for (let n = 0; n < count; n += 1) await make(state);
  };

  it('has room for 10 unfinished waves per user', async () => {
    await makeMany(5, 'done');
    await makeMany(5, 'undone');
    for (let n = 0; n < 5; n += 1) await make('paused', 'user:default/eve');
    await makeMany(9, 'paused');
    expect(await waves.makeRoom(ADA)).toBe(true);
    await make('running');
    expect(await waves.makeRoom(ADA)).toBe(false);
    expect(await waves.list(ADA)).toHaveLength(20);
  });

  it('makes room by deleting the oldest wave that was never started', async () => {
    await makeMany(8, 'paused');
    const oldest = await make('ready');
    const newer = await make('ready');
    expect(await waves.makeRoom(ADA)).toBe(true);
    expect(await waves.get(oldest)).toBeUndefined();
    expect(await waves.items(oldest)).toEqual([]);
    expect(await waves.items(newer)).toHaveLength(1);
  });

  it('makes room completely or not at all if a wave is started meanwhile', async () => {
    await makeMany(9, 'paused');
    const oldest = await make('ready');
    const newer = await make('ready');
    const started = new Promise<boolean>(resolve => {
      const start = ({ sql }: { sql: string }) => {
        if (!sql.startsWith('delete')) return;
        knex.off('query', start);
        resolve(waves.move(newer, 'ready', { state: 'running' }));
      };
      knex.on('query', start);
    });
    expect(await waves.makeRoom(ADA)).toBe(true);
    expect(await started).toBe(false);
    expect(await waves.get(oldest)).toBeUndefined();
    expect(await waves.get(newer)).toBeUndefined();
  });
});
