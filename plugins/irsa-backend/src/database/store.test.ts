import type { Knex } from 'knex';
import {
  absent,
  found,
  unknown,
  type Chain,
  type EffectivePermissions,
  type VerificationStatus,
} from '@backstage-irsa/core/model';
import { migratedDatabases, MIGRATIONS } from '../__testUtils__/databases';
import type { IrsaConfig } from '../config/types';
import { queriesOf } from '../__testUtils__/queriesOf';
import { specOf } from '../__testUtils__/core';
import { foundOf } from '../__testUtils__/foundOf';
import { ChainStore } from '../verification/store/ChainStore';
import { ClaimStore } from '../serviceAccounts/ClaimStore';
import { LEASE_MS } from '../serviceAccounts/Lease';
import { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import {
  KEPT,
  KEPT_MS,
  OperationStore,
} from '../serviceAccounts/OperationStore';
import { VpcEndpointStore } from '../permissions/VpcEndpointStore';
import { PermissionsStore } from '../permissions/PermissionsStore';
import { ProofStore } from '../serviceAccounts/ProofStore';
import { unreadOrganization } from '@backstage-irsa/core/organization';
import { RightSizingStore } from '../rightSizing/RightSizingStore';
import { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { Statistics } from './Statistics';

jest.setTimeout(60_000);

const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };
const databases = migratedDatabases();

/** The tables of the migrations, without those of Knex and the database itself. */
async function tablesOf(knex: Knex): Promise<string[]> {
  const tables: Array<{ name: string }> =
    knex.client.config.client === 'pg'
      ? await knex('pg_tables')
          .where('schemaname', 'public')
          .select('tablename as name')
      : await knex('sqlite_master').where('type', 'table').select('name');
  return tables
    .map(({ name }) => name)
    .filter(name => !/^(knex|sqlite)_/.test(name))
    .sort();
}

describe.each(databases.eachSupportedId())('on %p', databaseId => {
  let knex: Knex;

  beforeEach(async () => {
    knex = await databases.init(databaseId);
  });
  afterEach(() => knex.destroy());

  it('migrates up, down, and up again', async () => {
    const tables = await tablesOf(knex);
    expect(tables).toContain('service_accounts');
    await knex.migrate.rollback({ directory: MIGRATIONS }, true);
    expect(await tablesOf(knex)).toEqual([]);
    await knex.migrate.latest({ directory: MIGRATIONS });
    expect(await tablesOf(knex)).toEqual(tables);
  });

  if (databaseId === 'POSTGRES_17') {
    it('fits several rows of each table into an 8 KB page without statistics, so that PostgreSQL does not treat the table as empty', async () => {
      for (const table of await tablesOf(knex)) {
        const { rows } = await knex.raw(
          'explain (format json) select * from ??',
          [table],
        );
        const [{ Plan: plan }] = rows[0]['QUERY PLAN'];
        expect({ table, isNarrow: plan['Plan Width'] < 2_500 }).toEqual({
          table,
          isNarrow: true,
        });
      }
    });

    it('analyzes a table once after many writes', async () => {
      const statistics = new Statistics({ knex });
      const made = async () => {
        const asked = await queriesOf(knex, () => statistics.make());
        return asked.map(({ sql }) => sql).filter(sql => /^analyze/.test(sql));
      };
      await new ProofStore({ knex, maxPerMinute: 1 }).admit('one');
      expect(await made()).toEqual([]);
      await knex.raw(
        'insert into proofs (service_account_id, made_at) select number, number from generate_series(1, 10000) as number',
      );
      expect(await made()).toEqual(['analyze "proofs"']);
      expect(await made()).toEqual([]);
    });
  }

  describe('an IAM service account', () => {
    it('keeps the role of the last successful verification', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] } as unknown as IrsaConfig,
      });
      expect(await store.verifiedRole('a')).toEqual({});
      await store.recordFinding(foundOf('verified'));
      await store.recordFinding(
        foundOf('broken', {
          mechanism: 'pod-identity',
          roleArn: 'arn:aws:iam::111122223333:role/other',
          roleId: null,
        }),
      );
      expect(await store.verifiedRole('a')).toEqual({
        roleArn: 'arn:aws:iam::111122223333:role/orders',
        roleId: 'AROA1',
      });
      expect(await store.get('a')).toMatchObject({
        mechanism: 'pod-identity',
        roleArn: 'arn:aws:iam::111122223333:role/other',
      });
    });

    it('keeps a verification that read AWS later than one that is stored later', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] } as unknown as IrsaConfig,
      });
      const checked = (status: VerificationStatus, second: number) => {
        const record = foundOf(status);
        const checkedAt = `2026-12-01T10:00:${second}.000Z`;
        return store.recordFinding({
          ...record,
          verification: { ...record.verification, checkedAt },
        });
      };
      expect(await checked('verified', 30)).toBe('stored');
      expect(await checked('broken', 10)).toBe('outdated');
      expect((await store.get('a'))?.verification?.status).toBe('verified');
      expect(await checked('broken', 40)).toBe('stored');
      expect((await store.get('a'))?.verification?.status).toBe('broken');
    });

    it('keeps the first ServiceAccount UID until it is applied again', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] } as unknown as IrsaConfig,
      });
      const seen = (id: string, serviceAccountUid: string | null) =>
        store.recordFinding(foundOf('verified', { id, serviceAccountUid }));
      await seen('uid', null);
      await seen('uid', 'first');
      await seen('uid', null);
      await seen('uid', 'second');
      expect(await store.serviceAccountUid('uid')).toBe('first');
      await store.recordIntent({
        id: 'uid',
        spec: { ...REF, entityRef: 'component:default/orders' },
        entityRef: 'component:default/orders',
        owner: 'group:default/shop',
      });
      await seen('uid', 'second');
      expect(await store.serviceAccountUid('uid')).toBe('second');
    });

    it('leaves only the times of its proofs when it is removed', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] } as unknown as IrsaConfig,
      });
      await store.recordFinding(foundOf('verified'));
      const other = { ...REF, name: 'other' };
      await store.recordFinding(foundOf('verified', { id: 'b', ref: other }));
      await new ManagedObjectStore({ knex }).record('a', ['arn:a']);
      await new ChainStore({ knex }).record('a', {} as Chain);
      await knex('effective_permissions').insert({
        service_account_id: 'a',
        permissions: '{}',
      });
      await new ProofStore({ knex, maxPerMinute: 9 }).admit('a');
      await store.remove('a');
      const left = async (table: string) =>
        (await knex(table).where({ service_account_id: 'a' })).length;
      for (const table of [
        'managed_objects',
        'verifications',
        'effective_permissions',
        'chains',
      ]) {
        expect([table, await left(table)]).toEqual([table, 0]);
      }
      expect(await left('proofs')).toBe(1);
      expect(await knex('service_accounts').select('id')).toEqual([
        { id: 'b' },
      ]);
    });
  });

  describe('a claim', () => {
    it('has one holder at a time, and is free after its release', async () => {
      const claims = new ClaimStore({ knex });
      expect(await claims.take(REF, 'a')).toBe('a');
      expect(await claims.take(REF, 'b')).toBe('a');
      expect(await claims.take({ ...REF, name: 'other' }, 'b')).toBe('b');
      await claims.release(REF, 'b');
      expect(await claims.take(REF, 'b')).toBe('a');
      await claims.release(REF, 'a');
      expect(await claims.take(REF, 'b')).toBe('b');
    });

    it('passes to another holder after it expires, and cannot be renewed by the first holder', async () => {
      const claims = new ClaimStore({ knex });
      await claims.take(REF, 'a');
      expect(await claims.renew(REF, 'a')).toBe(true);
      await knex('claims').decrement('expires_at', LEASE_MS + 1000);
      expect(await claims.take(REF, 'b')).toBe('b');
      expect(await claims.renew(REF, 'a')).toBe(false);
    });

    it('goes to exactly one of many concurrent requests', async () => {
      const claims = new ClaimStore({ knex });
      const holders = await Promise.all(
        Array.from({ length: 10 }, (_, index) => claims.take(REF, `h${index}`)),
      );
      expect(new Set(holders).size).toBe(1);
    });
  });

  describe('the cap on proofs', () => {
    it('admits the maximum per minute, and returns when the next proof is possible', async () => {
      const proofs = new ProofStore({ knex, maxPerMinute: 3 });
      for (let made = 0; made < 3; made += 1) {
        expect(await proofs.admit('id')).toEqual({ admitted: true });
      }
      const refused = await proofs.admit('id');
      expect(refused).toMatchObject({ admitted: false });
      expect(
        'retryAfterSeconds' in refused && refused.retryAfterSeconds,
      ).toBeGreaterThan(50);
      await knex('proofs').decrement('made_at', 61_000);
      expect(await proofs.admit('id')).toEqual({ admitted: true });
    });

    it('is reached but not exceeded by concurrent requests', async () => {
      const proofs = new ProofStore({ knex, maxPerMinute: 5 });
      const admit = async (requests: number) => {
        const answers = await Promise.all(
          Array.from({ length: requests }, () => proofs.admit('id')),
        );
        return answers.filter(({ admitted }) => admitted).length;
      };
      expect(await admit(4)).toBe(4);
      expect(await admit(20)).toBe(1);
      expect(await admit(1)).toBe(0);
      expect(await knex('proofs')).toHaveLength(5);
    });
  });

  it('reports an operation as failed when its process stops responding', async () => {
    const operations = new OperationStore({ knex });
    await operations.create({
      id: 'op',
      serviceAccountId: 'id',
      createdBy: 'user:default/mock',
      specHash: 'hash',
    });
    expect((await operations.get('op'))?.status).toBe('running');
    await knex('operations').decrement('alive_at', 61_000);
    expect(await operations.get('op')).toMatchObject({
      status: 'failed',
      error: { message: expect.stringContaining('Repeat the request') },
    });
    await operations.touch('op');
    expect((await operations.get('op'))?.status).toBe('running');
  });

  describe('operations', () => {
    const create = (id: string, serviceAccountId: string) =>
      new OperationStore({ knex }).create({
        ...{ id, serviceAccountId, createdBy: 'user:default/mock' },
        specHash: 'hash',
      });
    const ids = async () =>
      (await knex('operations').select('id')).map(({ id }) => id).sort();

    it('are limited per IAM service account, except those that still run or can be undone', async () => {
      const operations = new OperationStore({ knex });
      await create('other', 'b');
      for (const id of ['undoable', 'running', 'done', 'silent', 'first']) {
        await create(id, 'a');
        if (!['running', 'silent'].includes(id)) await operations.complete(id);
      }
      await knex('operations')
        .where({ id: 'silent' })
        .decrement('alive_at', 61_000);
      await new RightSizingStore({ knex }).record({
        ...{ id: 'made', serviceAccountId: 'a', by: 'user:default/mock' },
        ...{ at: '2026-11-24T12:00:00.000Z', drop: [], narrow: [] },
        ...{ before: specOf(), after: specOf(), operationId: 'undoable' },
      });
      // With equal times, no operation would be older than the others.
      await knex('operations')
        .whereNot({ id: 'first' })
        .update({ created_at: new Date(Date.now() - 60_000).toISOString() });
      for (let made = 1; made < KEPT; made += 1) {
        await create(`later-${made}`, 'a');
      }
      expect(await ids()).toEqual(
        expect.arrayContaining(['undoable', 'running', 'first', 'other']),
      );
      expect(await ids()).toHaveLength(KEPT + 3);
    });

    it('are deleted after 90 days, for all IAM service accounts', async () => {
      const operations = new OperationStore({ knex });
      for (const id of ['old', 'young']) {
        await create(id, 'gone');
        await operations.complete(id);
      }
      await knex('operations')
        .where({ id: 'old' })
        .update({
          created_at: new Date(Date.now() - KEPT_MS - 1_000).toISOString(),
        });
      await create('new', 'here');
      expect(await ids()).toEqual(['new', 'young']);
    });
  });

  it('returns the proof times of only the given IAM service account', async () => {
    const proofs = new ProofStore({ knex, maxPerMinute: 9 });
    await proofs.admit('one');
    await proofs.admit('other');
    await proofs.admit('one');
    const made = await proofs.madeFor('one');
    expect(made).toHaveLength(2);
    expect(Math.abs(made[0].getTime() - Date.now())).toBeLessThan(60_000);
    expect((await proofs.madeForEach(['one', 'two'])).get('one')).toEqual(made);
    await knex('proofs').update({ made_at: 0 });
    expect(await proofs.madeFor('one')).toEqual([]);
    await proofs.admit('other');
    expect(await knex('proofs').select('service_account_id')).toEqual([
      { service_account_id: 'other' },
    ]);
  });

  it('keeps the last permissions of each IAM service account', async () => {
    const store = new PermissionsStore({
      knex,
      organizations: {
        current: async () => ({
          version: '',
          of: () => unreadOrganization('Nothing was read.'),
        }),
      },
      vpcEndpoints: new VpcEndpointStore({ knex }),
      permissionsOf: async () =>
        ({ services: [], risks: [], layers: [], policies: [] } as never),
    });
    const of = (id: string) => ({ id, cluster: 'prod-eu', roleArn: null });
    const permissions = (checkedAt: string): EffectivePermissions => ({
      services: [],
      risks: [],
      layers: [{ layer: 'identity', state: 'read' }],
      policies: [],
      checkedAt,
    });
    await store.record('one', permissions('2026-11-24T12:00:00.000Z'));
    await store.record('one', permissions('2026-11-24T13:00:00.000Z'));
    expect(await store.get(of('one'))).toEqual(
      permissions('2026-11-24T13:00:00.000Z'),
    );
    expect(await store.get(of('other'))).toBeUndefined();
  });

  it('keeps the last observation of the VPC endpoints of each cluster', async () => {
    const store = new VpcEndpointStore({ knex });
    expect((await store.get('prod-eu')).state).toBe('unknown');
    const read = found({ vpcId: 'vpc-1', region: 'eu-west-1', endpoints: [] });
    await store.record('prod-eu', read);
    await store.record('staging-eu', absent());
    expect(await store.get('prod-eu')).toEqual(read);
    await store.record('prod-eu', unknown('Nobody may.'));
    expect(await store.get('prod-eu')).toEqual(unknown('Nobody may.'));
  });

  it('records each object once per IAM service account', async () => {
    const managed = new ManagedObjectStore({ knex });
    await managed.record('id', ['arn:a', 'arn:b']);
    await managed.record('id', ['arn:b']);
    await managed.record('other', ['arn:b']);
    expect([...(await managed.objectsOf('id'))].sort()).toEqual([
      'arn:a',
      'arn:b',
    ]);
  });
});
