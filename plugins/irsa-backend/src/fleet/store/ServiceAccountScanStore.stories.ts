import { serviceAccountId } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { specOf } from '../../__testUtils__/core';
import { migratedDatabases } from '../../__testUtils__/databases';
import { foundOf } from '../../__testUtils__/foundOf';
import { RecoveryStore } from '../../provisioning/recovery/RecoveryStore';
import { RightSizingStore } from '../../rightSizing/RightSizingStore';
import { DeliveryStore } from '../../serviceAccounts/DeliveryStore';
import { ManagedObjectStore } from '../../serviceAccounts/ManagedObjectStore';
import { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import { RetiredScopeStore } from './RetiredScopeStore';
import { ServiceAccountScanStore } from './ServiceAccountScanStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const SCOPE = 'cluster:prod-eu';
const ROLE = 'arn:aws:iam::111122223333:role/irsa/orders';
const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };
const ID = serviceAccountId(REF);
const GONE = '2026-01-01T00:00:00.000Z';
const BEFORE = '2026-04-01T00:00:00.000Z';

describe.each(databases.eachSupportedId())(
  'the removal of IAM service accounts that are gone on %p',
  databaseId => {
    let knex: Knex;
    let scans: ServiceAccountScanStore;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      scans = new ServiceAccountScanStore({ knex });
    });
    afterEach(() => knex.destroy());

    it('deletes all related data', async () => {
      await new ServiceAccountStore({
        knex,
        config: { clusters: [] },
      }).recordFinding(foundOf('verified'));
      await new DeliveryStore({ knex }).record('a', 'terraform');
      await new RightSizingStore({ knex }).record({
        ...{ id: 'one', serviceAccountId: 'a', by: 'user:default/ada' },
        ...{ at: GONE, drop: ['sns'], narrow: [], operationId: 'first' },
        ...{ before: specOf(), after: specOf() },
      });
      await knex('service_accounts').update({ scope: SCOPE, deleted_at: GONE });

      expect(await scans.drop(SCOPE, GONE)).toEqual([]);
      expect(await scans.drop(SCOPE, BEFORE)).toEqual(['a']);
      for (const table of [
        ...['service_accounts', 'verifications'],
        ...['deliveries', 'right_sizings'],
      ]) {
        expect({ table, rows: await knex(table) }).toEqual({ table, rows: [] });
      }
    });

    it('does not begin for one that was verified after the scan wrote it', async () => {
      const store = new ServiceAccountStore({ knex, config: { clusters: [] } });
      await store.recordFinding(foundOf('verified'));
      const scanned = async (at: string) => {
        await knex('service_accounts').update({ scanned_at: at });
        const marked = await scans.markGone(['a'], GONE);
        return [marked, await knex('service_accounts').pluck('deleted_at')];
      };
      expect(await scanned(GONE)).toEqual([[], [null]]);
      expect(await scanned('2999-01-01T00:00:00.000Z')).toEqual([
        ['a'],
        [GONE],
      ]);
    });

    it('keeps a recovered one of a retired cluster until its objects are deleted', async () => {
      const managed = new ManagedObjectStore({ knex });
      await new RecoveryStore({ knex }).record({
        ref: REF,
        ...{
          entityRef: 'component:default/orders',
          owner: 'group:default/team',
        },
        records: [ROLE],
      });
      await knex('service_accounts').update({ scope: SCOPE });
      await new RetiredScopeStore({ knex }).retire(SCOPE, GONE);

      expect(await scans.drop(SCOPE, BEFORE)).toEqual([]);
      expect(await managed.holdersOf([ROLE])).toMatchObject([
        { serviceAccountId: ID, owner: 'group:default/team' },
      ]);
      await managed.forgetEnded([ROLE]);
      expect(await scans.drop(SCOPE, BEFORE)).toEqual([ID]);
    });
  },
);
