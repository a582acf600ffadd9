import { found } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ObservationStore } from '../store/inventory/ObservationStore';
import { LastVerified } from './LastVerified';
import { ObservationCache, renewedOf } from './ObservationCache';

const databases = migratedDatabases(['SQLITE_3']);

const KEYS = Array.from({ length: 40 }, (_, index) => `bucket-${index}`);
const hour = (number: number) =>
  new Date(Date.UTC(2026, 0, 2, number)).toISOString();

describe('what scans read in turns', () => {
  it('is read again at once where a verification has seen it since, and then the oldest', async () => {
    const knex = await databases.init('SQLITE_3');
    const scan = async (at: string, verified = new LastVerified()) => {
      const asked: string[] = [];
      const readings = await ObservationCache.take({
        store: new ObservationStore({ knex }),
        scope: 'cluster:prod-eu',
        kind: 'bucket',
        keys: KEYS,
        read: async key => {
          asked.push(key);
          return found(at);
        },
        verified,
        at,
      });
      return { asked, readings };
    };
    expect((await scan(hour(1))).asked).toEqual(KEYS);

    const verified = new LastVerified();
    verified.note('bucket-38', hour(2));
    verified.note('bucket-39', hour(2));
    verified.note('bucket-39', hour(0));
    verified.note('bucket-37', undefined);
    const { asked, readings } = await scan(hour(3), verified);
    expect(asked).toHaveLength(renewedOf(KEYS.length));
    expect(asked.slice(0, 2).sort()).toEqual(['bucket-38', 'bucket-39']);
    expect(asked).not.toContain('bucket-37');
    expect(readings.reading('bucket-39').readAt).toBe(hour(3));
    expect(readings.reading('bucket-37').readAt).toBe(hour(1));

    const again = await scan(hour(4), verified);
    expect(again.asked).not.toContain('bucket-38');
    expect(again.asked).not.toContain('bucket-39');
  });
});
