import type { Chain } from '@backstage-irsa/core/model';
import type { AssessedFinding } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { changesOf } from '../../__testUtils__/changesOf';
import { migratedDatabases } from '../../__testUtils__/databases';
import { foundOf } from '../../__testUtils__/foundOf';
import { toList } from '../../database/lists';
import { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import { FindingStore } from './inventory/FindingStore';
import type { Place } from './inventory/LocationStore';
import { ofPage, type ScannedServiceAccount } from './recordPage';
import { ServiceAccountScanStore } from './ServiceAccountScanStore';

const databases = migratedDatabases();
const SCOPE = 'cluster:prod-eu';

const PLACE: Place = {
  ...{ cluster: 'prod-eu', namespace: 'production', name: 'orders' },
  ...{ account_id: '111122223333', entity_ref: null, owners: '|' },
};

const BROKEN: AssessedFinding = {
  id: 'f',
  check: 'recreated',
  title: 'Recreated',
  severity: 'high',
  severityReasons: [],
  severityInUse: 'high',
  message: 'It is another one.',
  evidence: 'inferred',
  remediation: null,
  subject: { kind: 'service-account', id: 'a', name: 'orders' },
  entityRef: null,
  owners: [],
};

describe.each(databases.eachSupportedId())(
  'a page of a scan on %p',
  databaseId => {
    let knex: Knex;

    beforeEach(async () => {
      knex = await databases.init(databaseId);
    });
    afterEach(() => knex.destroy());

    /** Stores an IAM service account as a scan that read it now, unless the change says otherwise. Returns the IDs of the stored rows. */
    async function record(
      change: Partial<Pick<ScannedServiceAccount, 'before' | 'readAt'>>,
      states: { rowId: string; state: string }[] = [],
    ): Promise<string[]> {
      const at = new Date().toISOString();
      const findings = await new FindingStore({
        knex,
        changes: changesOf(knex),
      }).begin(SCOPE, at);
      findings.take([BROKEN]);
      const scanned: ScannedServiceAccount = {
        record: foundOf('broken'),
        chain: {} as Chain,
        ...{ policySet: '', digest: '', readAt: at, owners: '|', pods: 0 },
        catalogEntityRef: null,
        openFindings: 1,
        ...change,
      };
      return new ServiceAccountScanStore({ knex }).record(
        {
          serviceAccounts: [ofPage(scanned)],
          policySets: new Map(),
          places: states.map(({ rowId, state }) => ({
            rowId,
            places: [{ ...PLACE, owners: toList([state]) }],
          })),
          states,
        },
        { scope: SCOPE, since: at, at, findings },
      );
    }

    it('does not restore an IAM service account that was removed after the scan read it', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] },
      });
      await store.recordFinding(foundOf('verified'));
      const scans = new ServiceAccountScanStore({ knex });
      const before = (await scans.known('prod-eu')).get('a');
      await store.remove('a');

      const late = foundOf('broken');
      expect(await store.recordFinding(late, { onlyStored: true })).toBe(
        'deleted',
      );
      expect(await record({ before })).toEqual([]);
      expect(await store.get('a')).toBeUndefined();
      // A previously unknown one is new.
      expect(await record({})).toEqual(['a']);
    });

    it('keeps the state, the place, and the findings of an IAM service account that was verified after the scan read it', async () => {
      const store = new ServiceAccountStore({ knex, config: { clusters: [] } });
      const readAt = new Date(0).toISOString();
      await record({ readAt }, [{ rowId: 'a', state: 'verified' }]);
      await store.recordFinding(foundOf('verified'));
      await knex('findings').delete();
      const before = (
        await new ServiceAccountScanStore({ knex }).known('prod-eu')
      ).get('a');

      const late = [{ rowId: 'a', state: 'broken' }];
      expect(await record({ before, readAt }, late)).toEqual([]);
      expect(await knex('inventory_states').pluck('state')).toEqual([
        'verified',
      ]);
      expect(await knex('inventory_locations').pluck('owners')).toEqual([
        toList(['verified']),
      ]);
      expect(await knex('findings')).toEqual([]);
    });

    it('is stored with all related rows, or not at all', async () => {
      // States are written last.
      const killing = {
        rowId: 'a',
        get state(): string {
          throw new Error('killed');
        },
      };
      await expect(record({}, [killing])).rejects.toThrow('killed');
      expect(await knex('findings')).toEqual([]);
      expect(await knex('service_accounts')).toEqual([]);
      expect(await record({})).toEqual(['a']);
      expect(await knex('findings')).toHaveLength(1);
    });

    it('sets the count of open findings of a new row, and leaves that of a known row to the end of the scan', async () => {
      const number = () => knex('service_accounts').first('open_findings');
      await record({});
      expect(await number()).toEqual({ open_findings: 1 });
      await knex('service_accounts').update({ open_findings: 3 });
      await record({});
      expect(await number()).toEqual({ open_findings: 3 });
    });
  },
);
