import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { SETTLING_MS } from '@backstage-irsa/core/status';
import { migratedDatabases } from '../__testUtils__/databases';
import { TrustWriteStore } from './TrustWriteStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const role = (path: string) => `arn:aws:iam::111122223333:role/${path}`;
const trustOf = (name: string): PolicyDocument => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { AWS: name }, Action: '*' }],
});
const [a, b, c] = ['a', 'b', 'c'].map(trustOf);

it.each(databases.eachSupportedId())(
  'recognizes trust policies that were replaced recently, on %p',
  async databaseId => {
    const knex = await databases.init(databaseId);
    const store = new TrustWriteStore({ knex });
    const writes = store.ofRole(role('irsa/Orders'));
    const outdated = async () => {
      const { isOutdated } = await store.ofRole(role('orders')).recent();
      return [a, b, c, undefined].map(isOutdated);
    };
    expect((await writes.recent()).isRecent).toBe(false);
    expect(await outdated()).toEqual([false, false, false, false]);
    await writes.record(a, b);
    expect((await writes.recent()).isRecent).toBe(true);
    expect(await outdated()).toEqual([true, false, false, false]);
    await writes.record(b, a);
    expect(await outdated()).toEqual([false, true, false, false]);

    // The time of a replacement counts, and not the time of the write.
    await knex('trust_writes').decrement('written_at', SETTLING_MS + 1);
    expect(await outdated()).toEqual([false, false, false, false]);
    await writes.record(a, c);
    expect(await outdated()).toEqual([true, false, false, false]);
    expect(await knex('trust_writes')).toHaveLength(2);
    expect((await store.ofRole(role('other')).recent()).isRecent).toBe(false);
    await knex.destroy();
  },
);
