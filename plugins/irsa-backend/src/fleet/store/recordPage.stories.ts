import type { Chain, VerificationStatus } from '@backstage-irsa/core/model';
import type { AssessedFinding } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { migratedDatabases } from '../../__testUtils__/databases';
import type { IrsaConfig } from '../../config/types';
import type { Finding } from '../../serviceAccounts/Finding';
import { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import { FindingStore } from './inventory/FindingStore';
import type { ScannedServiceAccount } from './recordPage';
import { ServiceAccountScanStore } from './ServiceAccountScanStore';

const databases = migratedDatabases();
const REF = { cluster: 'prod-eu', namespace: 'production', name: 'orders' };
const SCOPE = 'cluster:prod-eu';

function findingWith(status: VerificationStatus): Finding {
  return {
    id: 'a',
    ref: REF,
    mechanism: 'irsa',
    roleArn: 'arn:aws:iam::111122223333:role/orders',
    roleId: 'AROA1',
    serviceAccountUid: null,
    namespaceUid: null,
    verification: { status, liveProof: null, checkedAt: '', checks: [] },
    permissions: { services: [], risks: [] },
    workloads: null,
    progress: { stage: 'irsa', podsToRestart: 0 },
    proof: null,
  };
}

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

    /** Stores one as a scan does that read it now. Answers what was stored. */
    async function record(
      change: Pick<ScannedServiceAccount, 'before'>,
      states: { rowId: string; state: string }[] = [],
    ): Promise<string[]> {
      const at = new Date().toISOString();
      const findings = await new FindingStore({ knex }).begin(SCOPE, at);
      findings.take([BROKEN]);
      const scanned: ScannedServiceAccount = {
        finding: findingWith('broken'),
        chain: {} as Chain,
        ...{ policySet: '', digest: '', readAt: at, owners: '|', pods: 0 },
        ...{ roleAccountId: null, roleRowId: null, catalogEntityRef: null },
        ...change,
      };
      return new ServiceAccountScanStore({ knex }).record(
        { serviceAccounts: [scanned], policySets: [], places: [], states },
        { scope: SCOPE, since: at, at, findings },
      );
    }

    it('does not bring back what was seen before it was removed', async () => {
      const store = new ServiceAccountStore({
        knex,
        config: { clusters: [] } as unknown as IrsaConfig,
      });
      await store.recordFinding(findingWith('verified'));
      const scans = new ServiceAccountScanStore({ knex });
      const before = (await scans.known(REF.cluster)).get('a');
      await store.remove('a');

      const late = findingWith('broken');
      expect(await store.recordFinding(late, { onlyStored: true })).toBe(false);
      expect(await record({ before })).toEqual([]);
      expect(await store.get('a')).toBeUndefined();
      // One that nobody knew is new.
      expect(await record({})).toEqual(['a']);
    });

    it('is stored with all that goes with it, or not at all', async () => {
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
  },
);
