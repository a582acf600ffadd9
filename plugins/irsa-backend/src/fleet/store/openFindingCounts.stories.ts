import type { AssessedFinding } from '@backstage-irsa/core/findings';
import type { Finding } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { changesOf } from '../../__testUtils__/changesOf';
import { migratedDatabases } from '../../__testUtils__/databases';
import {
  accountRow,
  ACCOUNTS,
  idOf,
  insertRows,
  roleIdOf,
  SEEN,
  workloadRow,
} from '../../__testUtils__/inventory/rows';
import { AcceptanceStore } from './AcceptanceStore';
import { FindingStore } from './inventory/FindingStore';
import { recountOpenFindings } from './openFindingCounts';
import { RetiredScopeStore } from './RetiredScopeStore';

jest.setTimeout(60_000);

const databases = migratedDatabases();
const CLUSTER = 'cluster:prod-eu';
const ACCOUNT = `account:${ACCOUNTS['prod-eu']}`;

const accountOf = (cluster: string, name: string) =>
  accountRow({ cluster, namespace: 'shop', name }, { role: 'shared' });
const cart = accountOf('prod-eu', 'cart');
const other = accountOf('prod-us', 'other');
const staging = accountOf('staging-eu', 'staging');
const { workload } = workloadRow(
  { cluster: 'prod-eu', namespace: 'shop', name: 'deployment/cart' },
  { change: { service_account_id: cart.id } },
);
const SUBJECTS = {
  account: { kind: 'service-account', id: cart.id, name: 'shop/cart' },
  role: {
    kind: 'role',
    id: roleIdOf(ACCOUNTS['prod-eu'], 'shared'),
    name: 'shared',
  },
  workload: { kind: 'workload', id: workload.id, name: 'deployment/cart' },
} satisfies Record<string, Finding['subject']>;

/** A finding about one of the subjects, as a check returns it. */
function wrong(
  of: keyof typeof SUBJECTS,
  severityInUse: AssessedFinding['severityInUse'] = 'high',
): AssessedFinding {
  return {
    id: idOf('finding', of),
    check: 'recreated',
    title: 'Recreated',
    severity: 'high',
    severityReasons: [],
    severityInUse,
    message: 'It is another one.',
    evidence: 'inferred',
    remediation: null,
    subject: SUBJECTS[of],
    entityRef: null,
    owners: [],
  };
}

describe.each(databases.eachSupportedId())(
  'the counts of open findings of IAM service accounts on %p',
  databaseId => {
    let knex: Knex;
    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await insertRows(knex, {
        service_accounts: [cart, other, staging],
        inventory_workloads: [workload],
      });
    });
    afterEach(() => knex.destroy());

    const counts = async () => {
      const rows = await knex('service_accounts').select(
        'name',
        'open_findings',
      );
      return Object.fromEntries(
        rows.map(({ name, open_findings: open }) => [name, open]),
      );
    };
    /** Stores the findings of a scan, or of a check of some subjects. */
    const scan = async (
      scope: string,
      found: (keyof typeof SUBJECTS)[],
      subjectIds?: string[],
      severityInUse?: AssessedFinding['severityInUse'],
    ) => {
      const at = new Date().toISOString();
      const findings = await new FindingStore({
        knex,
        changes: changesOf(knex),
      }).begin(scope, at, subjectIds);
      findings.take(found.map(of => wrong(of, severityInUse)));
      await findings.finish(() => false);
    };

    it('follow what scans find and resolve, also for roles used in other clusters', async () => {
      await scan(CLUSTER, ['account', 'workload']);
      expect(await counts()).toEqual({ cart: 2, other: 0, staging: 0 });
      await scan(ACCOUNT, ['role']);
      expect(await counts()).toEqual({ cart: 3, other: 1, staging: 0 });
      await scan(CLUSTER, ['account']);
      expect(await counts()).toEqual({ cart: 2, other: 1, staging: 0 });
      await scan(ACCOUNT, []);
      expect(await counts()).toEqual({ cart: 1, other: 0, staging: 0 });
    });

    it.each([
      [CLUSTER, 'account', { cart: 1, other: 0 }],
      [CLUSTER, 'workload', { cart: 1, other: 0 }],
      [ACCOUNT, 'role', { cart: 1, other: 1 }],
    ] as const)(
      'follow a partial scan of %s for one %s',
      async (scope, of, expected) => {
        const subjectIds = [SUBJECTS[of].id];
        await scan(scope, [of], subjectIds);
        expect(await counts()).toMatchObject(expected);
        await scan(scope, [], subjectIds);
        expect(await counts()).toEqual({ cart: 0, other: 0, staging: 0 });
      },
    );

    it('follow an acceptance and its end', async () => {
      await scan(ACCOUNT, ['role']);
      const store = new AcceptanceStore({ knex });
      const finding = wrong('role');
      await store.accept(finding, {
        ...{ by: 'user:default/ada', reason: 'It goes away.', at: SEEN },
        until: new Date(Date.now() + 60_000).toISOString(),
      });
      expect(await counts()).toMatchObject({ cart: 0, other: 0 });
      await store.reopen(finding);
      expect(await counts()).toMatchObject({ cart: 1, other: 1 });
    });

    it.each([
      ['critical', 1],
      ['high', 0],
      ['medium', 0],
    ] as const)(
      'include a finding that was accepted as high and is now %s: %i times',
      async (severityInUse, open) => {
        await scan(ACCOUNT, ['role']);
        await new AcceptanceStore({ knex }).accept(wrong('role'), {
          ...{ by: 'user:default/ada', reason: 'It goes away.', at: SEEN },
          until: new Date(Date.now() + 60_000).toISOString(),
        });
        await scan(ACCOUNT, ['role'], undefined, severityInUse);
        expect(await counts()).toMatchObject({ cart: open, other: open });
        await scan(ACCOUNT, []);
        await scan(ACCOUNT, ['role'], undefined, severityInUse);
        expect(await counts()).toMatchObject({ cart: open, other: open });
      },
    );

    it('exclude findings of AWS accounts that are no longer configured', async () => {
      await scan(ACCOUNT, ['role']);
      await scan(CLUSTER, ['account']);
      await new RetiredScopeStore({ knex }).retire(ACCOUNT, SEEN);
      expect(await counts()).toMatchObject({ cart: 1, other: 0 });
    });

    it('are written only to rows whose count has changed', async () => {
      await scan(CLUSTER, ['account']);
      const versions = async (): Promise<unknown> =>
        databaseId === 'POSTGRES_17'
          ? knex('service_accounts').select('id', 'xmin').orderBy('id')
          : knex.raw('select total_changes() as changes');
      const before = await versions();
      await recountOpenFindings(knex, { scope: CLUSTER });
      await recountOpenFindings(knex, { scope: ACCOUNT });
      expect(await versions()).toEqual(before);
    });
  },
);
