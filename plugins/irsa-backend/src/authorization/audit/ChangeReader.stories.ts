import type { Knex } from 'knex';
import { serviceAccountId } from '@backstage-irsa/core/model';
import { migratedDatabases } from '../../__testUtils__/databases';
import { accountRow, insertRows } from '../../__testUtils__/inventory/rows';
import { OperationStore } from '../../serviceAccounts/OperationStore';
import { AccessReview } from './AccessReview';
import { ChangeReader } from './ChangeReader';
import { ChangeStore, WHOLE } from './ChangeStore';
import { pseudonymsWith } from './pseudonyms';
import type { StoredChange } from './types';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const nameUser = pseudonymsWith('a secret of at least 16 characters');

describe.each(databases.eachSupportedId())(
  'reading changes on %p',
  databaseId => {
    let knex: Knex;
    let store: ChangeStore;
    let reader: ChangeReader;
    let operations: OperationStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      store = new ChangeStore({ knex });
      operations = new OperationStore({ knex });
      reader = new ChangeReader({ knex, operations, nameUser });
    });
    afterEach(() => knex.destroy());

    const add = (id: string, change: Partial<StoredChange> = {}) =>
      store.insert({
        id,
        action: 'apply',
        requester: 'user:default/ada',
        startedAt: new Date().toISOString(),
        ...change,
      });
    const beginOperation = (id: string) =>
      operations.create({
        id,
        serviceAccountId: 'a',
        createdBy: 'user:default/ada',
        specHash: '',
      });
    const resultOf = async (id: string) => (await reader.get(id))?.result;

    it('tells who requested access for an IAM service account or entity', async () => {
      const serviceAccount = {
        ...{ cluster: 'prod-eu', namespace: 'payments', name: 'ledger' },
      };
      const entityRef = 'component:default/ledger';
      const id = serviceAccountId(serviceAccount);
      await add('a', { serviceAccount, entityRef });
      await add('b', {
        ...{ serviceAccount, entityRef, action: 'delete' },
        requester: 'user:default/bob',
      });
      const asked = (requester: string, of: object) =>
        reader.hasRequested(`user:default/${requester}`, of);
      expect(await asked('ada', { serviceAccountId: id })).toBe(true);
      expect(await asked('ada', { entityRef })).toBe(true);
      expect(await asked('ada', { entityRef: 'component:default/x' })).toBe(
        false,
      );
      expect(await asked('ada', {})).toBe(false);
      expect(await asked('bob', { serviceAccountId: id, entityRef })).toBe(
        false,
      );
    });

    it('tells who requested access under a pseudonym', async () => {
      const requester = nameUser('user:default/eve');
      const entityRef = 'component:default/ledger';
      await add('a', { entityRef, requester });
      expect(await reader.hasRequested('user:default/eve', { entityRef })).toBe(
        true,
      );
      expect(await reader.hasRequested('user:default/bob', { entityRef })).toBe(
        false,
      );
    });

    it('tells who requested access for an IAM service account that uses the role or has it on record', async () => {
      const roleArn = 'arn:aws:iam::111122223333:role/irsa/shared';
      const own = accountRow(
        { cluster: 'prod-eu', namespace: 'payments', name: 'ledger' },
        { change: { role_arn: roleArn } },
      );
      await insertRows(knex, { service_accounts: [own] });
      const ledger = { cluster: own.cluster, namespace: own.namespace };
      await add('a', { serviceAccount: { ...ledger, name: own.name } });
      const left = { ...ledger, name: 'left' };
      await knex('managed_objects').insert({
        object: roleArn,
        service_account_id: serviceAccountId(left),
        created_at: new Date().toISOString(),
      });
      await add('b', { serviceAccount: left, requester: 'user:default/bob' });
      const asked = (requester: string, arn = roleArn) =>
        reader.hasRequested(`user:default/${requester}`, { roleArn: arn });
      expect(await asked('ada')).toBe(true);
      expect(await asked('bob')).toBe(true);
      expect(await asked('eve')).toBe(false);
      expect(await asked('ada', `${roleArn}-2`)).toBe(false);
    });

    it('returns each change once, newest first, also if changes began at the same time', async () => {
      const at = (second: number) => `2026-06-01T00:00:0${second}.000Z`;
      for (const [index, id] of ['c', 'a', 'b-1', 'b'].entries()) {
        await add(id, { startedAt: at(index < 3 ? 1 : 2) });
      }
      const all = await reader.page({}, { limit: 9 });
      const seen: string[] = [];
      let after;
      for (let more = true; more; ) {
        const page = await reader.page({}, { after, limit: 1 });
        seen.push(...page.items.map(({ id }) => id));
        [after] = page.items;
        more = page.more;
      }
      expect(seen).toEqual(all.items.map(({ id }) => id));
      expect(seen[0]).toBe('b');
      expect([...seen].sort()).toEqual(['a', 'b', 'b-1', 'c']);
      const { items, total } = await reader.page(
        { from: at(1), to: at(2), requester: 'user:default/ada' },
        { limit: 2 },
      );
      expect([items.length, total]).toEqual([2, 3]);
    });

    it('distinguishes pending from interrupted changes by their operation', async () => {
      await beginOperation('alive');
      await beginOperation('silent');
      await beginOperation('ended');
      await operations.fail('ended', { name: 'Error', message: 'x' });
      await knex('operations').where({ id: 'silent' }).update({ alive_at: 0 });
      for (const id of ['alive', 'silent', 'ended']) {
        await add(id, { operationId: id });
        await add(`${id}-back`, { operationId: id, action: 'roll-back' });
      }
      expect(await resultOf('alive')).toBe('pending');
      expect(await resultOf('silent')).toBe('interrupted');
      expect(await resultOf('ended')).toBe('pending');
      expect(await resultOf('silent-back')).toBe('pending');
    });

    it('reports a change without an operation as interrupted after 10 minutes', async () => {
      const before = (minutes: number) =>
        new Date(Date.now() - minutes * 60_000).toISOString();
      await add('new', { action: 'deliver', startedAt: before(9) });
      await add('old', { action: 'deliver', startedAt: before(11) });
      expect(await resultOf('new')).toBe('pending');
      expect(await resultOf('old')).toBe('interrupted');
      await store.insertResult('old', WHOLE, {
        result: 'failed',
        message: 'The database was away.',
        requests: [],
        endedAt: before(0),
      });
      expect(await reader.get('old')).toMatchObject({
        result: 'failed',
        message: 'The database was away.',
        writes: [],
      });
      expect(await reader.get('none')).toBeUndefined();
    });

    it('includes the last change of each IAM service account in the access review', async () => {
      const review = new AccessReview({ knex });
      const ref = { cluster: 'c', namespace: 'n', name: 'orders' };
      await add('first', { serviceAccount: ref, startedAt: '2026-06-01' });
      await add('last', {
        serviceAccount: ref,
        startedAt: '2026-06-02',
        requester: 'user:default/eve',
      });
      const [{ service_account_id: id }] = await knex('changes');
      await knex('service_accounts').insert({
        id,
        ...ref,
        created_at: '2026-05-01',
        updated_at: '2026-05-01',
        permissions: JSON.stringify({
          services: [
            { service: 's3', levels: [{ level: 'Read' }, { level: 'Write' }] },
          ],
          risks: [
            { id: 'a', severity: 'low', message: 'A' },
            { id: 'b', severity: 'high', message: 'B' },
          ],
        }),
      });
      const rows = [];
      for await (const row of review.rows()) rows.push(row);
      expect(rows).toEqual([
        expect.objectContaining({
          ...ref,
          services: ['s3: Read, Write'],
          risk: 'high',
          risks: ['A', 'B'],
          status: 'unknown',
          since: '2026-05-01',
          lastChangeAt: '2026-06-02',
          lastChangeBy: 'user:default/eve',
          lastProof: null,
          lastUsedAt: null,
        }),
      ]);
    });
  },
);
