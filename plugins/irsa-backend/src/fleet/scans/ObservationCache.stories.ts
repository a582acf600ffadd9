import { found, unknown, type Observation } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import { ObservationStore } from '../store/inventory/ObservationStore';
import { LastVerified } from './LastVerified';
import { ObservationCache, renewedOf } from './ObservationCache';

const databases = migratedDatabases(['SQLITE_3']);

const KEYS = Array.from({ length: 40 }, (_, index) => `bucket-${index}`);
const hour = (number: number) =>
  new Date(Date.UTC(2026, 0, 2, number)).toISOString();

describe('observations that scans renew in turns', () => {
  it('are renewed first if a verification is newer, and then the oldest', async () => {
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

  describe('when a read fails', () => {
    /** Scans these keys and reads at most 12 of them for the first time. Returns which keys were read. */
    const scansOf =
      (
        store: ObservationStore,
        read: (key: string) => Observation<string>,
        keys = KEYS,
      ) =>
      async (number: number, options: { isRequested?: boolean } = {}) => {
        const asked: string[] = [];
        const readings = await ObservationCache.take({
          ...{ store, scope: 'cluster:prod-eu', kind: 'bucket' },
          keys,
          read: async key => {
            asked.push(key);
            return read(key);
          },
          most: 12,
          at: hour(number),
          ...options,
        });
        return { asked, readings };
      };

    const newStore = async () =>
      new ObservationStore({ knex: await databases.init('SQLITE_3') });

    it('are read for all other keys before a failed key is retried', async () => {
      const store = await newStore();
      const refused = KEYS.slice(0, 14);
      const scan = scansOf(store, key =>
        refused.includes(key)
          ? unknown('no', 's3:GetBucketPolicy')
          : found('policy'),
      );
      expect((await scan(1)).asked).toEqual(KEYS.slice(0, 12));
      const second = await scan(2);
      expect(second.asked).toEqual(KEYS.slice(12, 24));
      expect(second.readings.of('bucket-0')).toEqual(
        unknown('no', 's3:GetBucketPolicy'),
      );
      await scan(3);
      const fourth = await scan(4);
      expect(fourth.asked).toEqual(expect.arrayContaining(KEYS.slice(36)));
      expect(
        KEYS.filter(key => fourth.readings.of(key).state === 'found'),
      ).toEqual(KEYS.filter(key => !refused.includes(key)));
    });

    it('are retried after each transient error, but only in part after a missing permission, the oldest first', async () => {
      const store = await newStore();
      const answers = new Map<string, Observation<string>>();
      const keys = KEYS.slice(0, 24);
      const scan = scansOf(
        store,
        key => answers.get(key) ?? unknown('no', 's3:GetBucketPolicy'),
        keys,
      );
      await scan(1);
      answers.set('bucket-20', unknown('The bucket took too long.'));
      await scan(2);
      const oldest = keys.slice(0, 12);
      const third = await scan(3);
      expect(third.asked).toHaveLength(11);
      expect(third.asked[0]).toBe('bucket-20');
      expect(oldest).toEqual(expect.arrayContaining(third.asked.slice(1)));
      answers.set('bucket-20', found('policy'));
      const fourth = await scan(4);
      expect(fourth.asked).toHaveLength(11);
      expect(fourth.asked).toEqual(
        expect.arrayContaining(
          oldest.filter(key => !third.asked.includes(key)),
        ),
      );
      expect(fourth.readings.of('bucket-20')).toEqual(found('policy'));
    });

    it('are all retried when the scan was requested', async () => {
      const store = await newStore();
      const keys = KEYS.slice(0, 12);
      let answer = unknown<string>('no', 's3:GetBucketPolicy');
      const scan = scansOf(store, () => answer, keys);
      await scan(1);
      answer = found('policy');
      expect((await scan(2)).asked).toHaveLength(10);
      await store.forget('cluster:prod-eu', 'bucket', keys);
      answer = unknown('no', 's3:GetBucketPolicy');
      await scan(3);
      expect((await scan(4, { isRequested: true })).asked).toHaveLength(12);
    });
  });
});
