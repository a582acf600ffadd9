import { mockServices } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import { checksOf } from '@backstage-irsa/core/findings';
import type { Knex } from 'knex';
import { migratedDatabases } from '../__testUtils__/databases';
import { refuseAsNotifications } from '../__testUtils__/refuseAsNotifications';
import {
  accountRow,
  findingRow,
  insertRows,
  scopeRow,
  SEEN,
  SWEPT,
} from '../__testUtils__/inventory/rows';
import { toList } from '../database/lists';
import { RetiredScopeStore } from '../fleet/store/RetiredScopeStore';
import type { FindingRow } from '../fleet/store/inventory/rows';
import type { Row } from '../serviceAccounts/ServiceAccountRow';
import { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import { readNotifications } from '../config/notifications';
import { readScans } from '../config/scans';
import { DIGEST_TASK, NOTIFY_TASK, scheduleNotifications } from './schedule';

const PAYMENTS = 'group:default/payments';
const DATA = 'group:default/data';
const ORDERS = accountRow(
  { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
  { owners: [PAYMENTS], entityRef: 'component:default/orders' },
);
/** Returns the owner whose only member is notified. */
function ownerOf(recipients: NotificationSendOptions['recipients']) {
  if (recipients.type !== 'entity') return undefined;
  const [member, ...others] = [recipients.entityRef].flat();
  expect(others).toEqual([]);
  return member.replace('user', 'group');
}

const databases = migratedDatabases();

describe.each(databases.eachSupportedId())(
  'the notification task on %p',
  databaseId => {
    let knex: Knex;
    let sent: NotificationSendOptions[];
    let published: { topic: string; eventPayload: any }[];
    let publish: (event: (typeof published)[number]) => Promise<void>;
    let away: boolean;
    let refuses: (options: NotificationSendOptions) => boolean;
    let membersOf: (owner: string) => string[];
    let onSend: (count: number) => unknown;
    let logger: ReturnType<typeof mockServices.logger.mock>;
    let run: () => Promise<void>;
    let sendDigests: () => Promise<void>;

    const start = async ({ scansEnabled = false } = {}) => {
      const scheduler = mockServices.scheduler.mock();
      await scheduleNotifications({
        config: {
          notifications: readNotifications(undefined),
          scans: { ...readScans(undefined), enabled: scansEnabled },
        },
        knex,
        logger,
        memberships: { membersOf: async owner => membersOf(owner) },
        scheduler,
        notifications: {
          async send(options) {
            if (away) throw new Error('Request failed with status 404');
            if (refuses(options)) {
              throw new Error('Request failed with status 400');
            }
            refuseAsNotifications(options);
            sent.push(options);
            await onSend(sent.length);
          },
        },
        events: {
          publish: event => publish(event as (typeof published)[number]),
          async subscribe() {},
        },
      });
      const [[task], [digest]] = scheduler.scheduleTask.mock.calls;
      expect(task).toMatchObject({ id: NOTIFY_TASK, scope: 'global' });
      expect(digest).toMatchObject({
        id: DIGEST_TASK,
        scope: 'global',
        frequency: { cron: '0 7 * * 1' },
      });
      sendDigests = async () => digest.fn(new AbortController().signal);
      return async () => task.fn(new AbortController().signal);
    };

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await insertRows(knex, {
        inventory_scopes: [scopeRow('cluster', 'prod-eu')],
      });
      sent = [];
      published = [];
      publish = async event => {
        published.push(event);
      };
      away = false;
      refuses = () => false;
      membersOf = owner => [owner.replace('group', 'user')];
      onSend = () => {};
      logger = mockServices.logger.mock();
      run = await start();
    });
    afterEach(() => knex.destroy());

    const seedFinding = (row: Partial<FindingRow> = {}) =>
      insertRows(knex, {
        findings: [
          findingRow(ORDERS, 'trust-scope', { id: 'f1', severity: 2, ...row }),
        ],
      });
    const seedServiceAccount = (row: Partial<Row> = {}) =>
      insertRows(knex, { service_accounts: [{ ...ORDERS, ...row }] });

    /** Returns the notified owners and the titles of one run. */
    const notified = async () => {
      sent = [];
      await run();
      return sent.map(({ recipients, payload }) => [
        ownerOf(recipients),
        payload.title,
      ]);
    };
    const remove = () =>
      new ServiceAccountStore({ knex, config: { clusters: [] } }).remove(
        ORDERS.id,
      );
    const change = (row: object, id = 'f1') =>
      knex('findings').where({ id }).update(row);
    const WORSE = 'Something is wrong – shop/orders in prod-eu';

    it('notifies once when a finding opens, once when it is resolved, and again when it reopens', async () => {
      await seedFinding();
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([[PAYMENTS, `Resolved: ${WORSE}`]]);
      expect(await notified()).toEqual([]);
      await change({ resolved_at: null });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
      expect(await knex('findings').first('notified')).toEqual({
        notified: 'open',
      });
    });

    it('replaces the previous notification of the same check', async () => {
      await seedFinding();
      await run();
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      await run();
      const [first, second] = sent.map(({ payload }) => payload.scope);
      expect(first).toBe(`irsa:${PAYMENTS}:trust-scope`);
      expect(second).toBe(first);
    });

    it('ignores a finding below the minimum severity until its severity rises', async () => {
      await seedFinding({ severity: 1 });
      expect(await notified()).toEqual([]);
      await change({ severity: 2 });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
    });

    it('notifies again when the severity rises above what owners were notified of', async () => {
      await seedFinding();
      await run();
      await change({ severity: 3 });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(sent[0].payload).toMatchObject({
        description: expect.stringMatching(/\n1 worse, 1 open\.$/),
        severity: 'critical',
      });
      expect(await notified()).toEqual([]);
      await change({ severity: 1 });
      expect(await notified()).toEqual([]);
      await change({ severity: 3 });
      expect(await notified()).toEqual([]);
    });

    it('notifies each owner of a risen severity, although one could not be reached at first', async () => {
      await seedFinding({ owners: toList([DATA, PAYMENTS]) });
      await run();
      refuses = ({ recipients }) => ownerOf(recipients) === PAYMENTS;
      await change({ severity: 3 });
      expect(await notified()).toEqual([[DATA, WORSE]]);
      refuses = () => false;
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect((await notified()).map(([owner]) => owner)).toEqual([
        DATA,
        PAYMENTS,
      ]);
    });

    it('tells an owner who could not be reached about a risen severity that the finding is resolved', async () => {
      await seedFinding({ owners: toList([DATA, PAYMENTS]) });
      await run();
      refuses = ({ recipients }) => ownerOf(recipients) === PAYMENTS;
      await change({ severity: 3 });
      await run();
      refuses = () => false;
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([
        [DATA, `Resolved: ${WORSE}`],
        [PAYMENTS, `Resolved: ${WORSE}`],
      ]);
      await change({ resolved_at: null, severity: 2 });
      expect(await notified()).toHaveLength(2);
    });

    it('notifies a new owner, who knows a lower severity than the others, when the severity rises', async () => {
      await seedFinding({ severity: 3 });
      await run();
      await change({ severity: 2, owners: toList([PAYMENTS, DATA]) });
      expect(await notified()).toEqual([[DATA, WORSE]]);
      await change({ severity: 3 });
      expect((await notified()).map(([owner]) => owner)).toContain(DATA);
      expect(await notified()).toEqual([]);
    });

    it('ignores a finding that was opened and resolved between 2 runs', async () => {
      await seedFinding({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([]);
    });

    it('ignores a finding that is accepted', async () => {
      await seedFinding({ accepted_until: '2999-01-01T00:00:00.000Z' });
      expect(await notified()).toEqual([]);
    });

    it('replaces the notification of a finding that is accepted later, and notifies again when the acceptance expires', async () => {
      await seedFinding();
      await run();
      const [{ payload: before }] = sent;
      await change({
        accepted_by: 'user:default/a',
        accepted_reason: 'for now',
        accepted_at: '2026-12-01T11:00:00.000Z',
        accepted_until: '2999-01-01T00:00:00.000Z',
      });
      expect(await notified()).toEqual([[PAYMENTS, `Accepted: ${WORSE}`]]);
      expect(sent[0].payload).toMatchObject({
        scope: before.scope,
        severity: 'low',
      });
      expect(await notified()).toEqual([]);
      await change({ accepted_until: '2020-01-01T00:00:00.000Z', severity: 3 });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(sent[0].payload.severity).toBe('critical');
      expect(await notified()).toEqual([]);
    });

    it('counts a finding as open again when its acceptance has expired', async () => {
      const counted = () => knex('service_accounts').first('open_findings');
      await seedServiceAccount();
      await seedFinding({
        accepted_at: '2026-12-01T11:00:00.000Z',
        accepted_until: '2999-01-01T00:00:00.000Z',
      });
      await run();
      expect(await counted()).toEqual({ open_findings: 0 });
      await change({ accepted_until: '2020-01-01T00:00:00.000Z' });
      await run();
      expect(await counted()).toEqual({ open_findings: 1 });
    });

    it('does not notify when an accepted finding is resolved', async () => {
      await seedFinding();
      await run();
      await change({
        accepted_at: '2026-12-01T11:00:00.000Z',
        accepted_until: '2999-01-01T00:00:00.000Z',
      });
      await run();
      await change({ resolved_at: '2026-12-01T12:00:00.000Z' });
      expect(await notified()).toEqual([]);
    });

    it('notifies a new owner, and both owners when a shared finding is resolved', async () => {
      await seedFinding();
      await run();
      await change({ owners: toList([DATA]) });
      expect(await notified()).toEqual([[DATA, WORSE]]);
      expect(await notified()).toEqual([]);
      await change({ owners: toList([PAYMENTS, DATA]) });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect((await notified()).map(([owner]) => owner)).toEqual([
        PAYMENTS,
        DATA,
      ]);
      expect(await notified()).toEqual([]);
    });

    it('notifies a former owner when the finding is resolved, although a new owner was notified', async () => {
      await seedFinding();
      await run();
      await change({ owners: toList([DATA]) });
      await run();
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([
        [PAYMENTS, 'Resolved: trust-scope'],
        [DATA, `Resolved: ${WORSE}`],
      ]);
      expect(await notified()).toEqual([]);
    });

    it('does not name the subject to a former owner', async () => {
      await seedFinding();
      await run();
      await change({ owners: '|', resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([[PAYMENTS, 'Resolved: trust-scope']]);
      expect(JSON.stringify(sent[0])).not.toContain('orders');
    });

    it('sends one notification per check, with its number of open findings', async () => {
      const other = (name: string) =>
        accountRow(
          { cluster: 'prod-eu', namespace: 'shop', name },
          { owners: [PAYMENTS] },
        );
      await insertRows(knex, {
        findings: [
          findingRow(other('cart'), 'trust-scope', { severity: 2 }),
          findingRow(other('till'), 'trust-scope', { severity: 3 }),
          findingRow(other('till'), 'role-missing', { severity: 2 }),
          findingRow(other('mail'), 'trust-scope', { severity: 1 }),
        ],
      });
      expect((await notified()).sort()).toEqual([
        [PAYMENTS, 'Something is wrong – shop/till in prod-eu'],
        [PAYMENTS, 'trust-scope: 2 services, worst: shop/till in prod-eu'],
      ]);
      await seedFinding();
      expect(await notified()).toEqual([
        [PAYMENTS, 'trust-scope: 3 services, worst: shop/till in prod-eu'],
      ]);
      expect(sent[0].payload.description).toContain('1 new, 3 open.');
      expect(sent[0].payload.link).toMatch(/&severity=high%2Ccritical$/);
    });

    it('reports a broken ServiceAccount only once, by the finding that explains it', async () => {
      await seedServiceAccount({ status: 'broken' });
      await seedFinding({ check_id: 'role-missing' });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect((await notified()).map(([, title]) => title)).toEqual([
        `Resolved: ${WORSE}`,
        'AWS access is broken – shop/orders in prod-eu',
      ]);
    });

    it('replaces the notification about a broken ServiceAccount when its cause is accepted', async () => {
      const broken = 'AWS access is broken – shop/orders in prod-eu';
      await seedServiceAccount({ status: 'broken' });
      expect(await notified()).toEqual([[PAYMENTS, broken]]);
      await seedFinding({ check_id: 'role-missing' });
      await seedFinding({
        ...{ id: 'f2', check_id: 'chain-broken' },
        accepted_until: '2999-01-01T00:00:00.000Z',
      });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      await change({ accepted_until: '2999-01-01T00:00:00.000Z' });
      expect((await notified()).sort()).toEqual([
        [PAYMENTS, `Accepted: ${broken}`],
        [PAYMENTS, `Accepted: ${WORSE}`],
      ]);
      expect(await notified()).toEqual([]);
      await knex('findings').update({ resolved_at: SWEPT });
      expect(await notified()).toEqual([[PAYMENTS, broken]]);
    });

    it.each<[state: string, row: Partial<FindingRow>]>([
      ['accepted', { accepted_until: '2999-01-01T00:00:00.000Z' }],
      ['below the minimum severity', { severity: 1 }],
    ])(
      'does not report a broken ServiceAccount whose cause is %s',
      async (_, row) => {
        await seedServiceAccount({ status: 'broken' });
        await seedFinding({ check_id: 'chain-broken', ...row });
        expect(await notified()).toEqual([]);
      },
    );

    it('does not take a warning for the cause of a broken ServiceAccount', async () => {
      const checks = [{ id: 'role-chain', link: 'role', result: 'warn' }];
      const subject = { kind: 'service-account', verification: { checks } };
      const [{ title }] = checksOf('service-account')
        .find(({ meta }) => meta.id === 'chain-broken')!
        .run(subject as never, {} as never);
      await seedServiceAccount({ status: 'broken' });
      await seedFinding({
        check_id: 'chain-broken',
        severity: 0,
        detail: JSON.stringify({ evidence: 'inferred', title }),
      });
      expect(await notified()).toEqual([
        [PAYMENTS, 'AWS access is broken – shop/orders in prod-eu'],
      ]);
    });

    describe('a digest', () => {
      const digests = async () => {
        sent = [];
        await sendDigests();
        return sent.map(({ recipients, payload }) => [
          ownerOf(recipients),
          payload.title,
          payload.description?.split('\n').at(-1),
        ]);
      };

      it('lists the open findings of each owner regardless of severity, and no other findings', async () => {
        const at = new Date().toISOString();
        await seedFinding({ severity: 0, owners: toList([DATA, PAYMENTS]) });
        await seedFinding({ id: 'f2', first_seen_at: at });
        await seedFinding({ id: 'f3', resolved_at: at });
        await seedFinding({
          id: 'f4',
          owners: toList(['group:default/mail']),
          accepted_until: '2999-01-01T00:00:00.000Z',
        });
        await seedFinding({ id: 'f5', owners: '|' });
        expect(await digests()).toEqual([
          [
            DATA,
            'AWS access: 1 open finding (1 low)',
            'Since the last digest: 0 opened, 0 resolved.',
          ],
          [
            PAYMENTS,
            'AWS access: 2 open findings (1 high, 1 low)',
            'Since the last digest: 1 opened, 1 resolved.',
          ],
        ]);
      });

      it('does not count findings of a cluster that left the configuration as resolved', async () => {
        const at = new Date().toISOString();
        await seedFinding({ id: 'f1', resolved_at: at });
        await seedFinding({ id: 'f2', resolved_at: at, scope: 'cluster:old' });
        await seedFinding({ id: 'f3' });
        expect(await digests()).toEqual([
          [
            PAYMENTS,
            'AWS access: 1 open finding (1 high)',
            'Since the last digest: 0 opened, 1 resolved.',
          ],
        ]);
      });

      it('reaches every member of a group, and continues after an owner who cannot be reached', async () => {
        await seedFinding({ owners: toList([DATA, PAYMENTS]) });
        await seedFinding({ id: 'f2', owners: toList(['group:default/all']) });
        membersOf = owner =>
          owner === 'group:default/all'
            ? Array.from(
                { length: 3450 },
                (_, n) => `user:default/one-of-them-all-${n}`,
              )
            : [owner.replace('group', 'user')];
        refuses = ({ recipients }) =>
          recipients.type === 'entity' &&
          recipients.entityRef.includes('user:default/data');
        sent = [];
        await sendDigests();
        const reached = sent.flatMap(({ recipients }) =>
          recipients.type === 'entity' ? recipients.entityRef : [],
        );
        expect(reached).toHaveLength(3451);
        expect(reached).toContain('user:default/payments');
        expect(logger.info).toHaveBeenCalledWith(
          expect.stringContaining('to 1 of 3 owners'),
        );
      });

      it('is not sent before the next digest when it cannot be sent', async () => {
        await seedFinding();
        away = true;
        expect(await digests()).toEqual([]);
        expect(logger.info).toHaveBeenCalledWith(
          expect.stringContaining('Could not send digests'),
        );
        away = false;
        expect(await digests()).toHaveLength(1);
      });
    });

    it('notifies the first owner of a finding that had none', async () => {
      await seedFinding({ owners: '|' });
      expect(await notified()).toEqual([]);
      await change({ owners: toList([DATA]) });
      expect(await notified()).toEqual([[DATA, WORSE]]);
    });

    it('retries when notifications cannot be sent, and logs it once', async () => {
      away = true;
      await seedFinding();
      expect(await notified()).toEqual([]);
      expect(await notified()).toEqual([]);
      expect(logger.info).toHaveBeenCalledTimes(1);
      expect(logger.info).toHaveBeenCalledWith(
        expect.stringContaining('Could not notify owners of findings'),
      );
      away = false;
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
    });

    it('notifies the other owners when the notifications to some owners are rejected', async () => {
      const refused = Array.from(
        { length: 5 },
        (_, n) => `group:default/a${n}`,
      );
      for (const [n, owner] of refused.entries()) {
        await seedFinding({ id: `a${n}`, owners: toList([owner]) });
      }
      await seedFinding({ id: 'z' });
      refuses = ({ recipients }) => refused.includes(ownerOf(recipients) ?? '');
      const told = [...(await notified()), ...(await notified())];
      expect(told).toEqual([[PAYMENTS, WORSE]]);
      await change({ owners: toList([DATA]) }, 'z');
      expect(await notified()).toEqual([[DATA, WORSE]]);
      refuses = () => false;
      expect((await notified()).map(([owner]) => owner).sort()).toEqual(
        refused,
      );
    });

    it('notifies about a ServiceAccount whose name has the maximum length', async () => {
      const place = { cluster: 'prod-eu', namespace: 'shop' };
      const account = accountRow(
        { ...place, name: 'x'.repeat(253) },
        { owners: [PAYMENTS] },
      );
      await insertRows(knex, {
        findings: [findingRow(account, 'trust-scope', { severity: 2 })],
      });
      expect(await notified()).toEqual([
        [PAYMENTS, expect.stringMatching(/^Something is wrong – shop\/x+…$/)],
      ]);
      expect(await notified()).toEqual([]);
    });

    it('waits until the catalog knows the members of the owner', async () => {
      membersOf = () => [];
      await seedFinding();
      expect(await notified()).toEqual([]);
      expect(logger.info).not.toHaveBeenCalled();
      membersOf = owner => [owner.replace('group', 'user')];
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
    });

    it('waits for the first scan of a scope to complete, and then notifies each owner once', async () => {
      await knex('inventory_scopes').update({ completed_at: null });
      await insertRows(knex, {
        findings: Array.from({ length: 1_200 }, (_, n) =>
          findingRow(ORDERS, 'trust-scope', {
            id: `f${n}`,
            severity: 2,
            owners: toList([n % 2 ? DATA : PAYMENTS]),
          }),
        ),
      });
      expect(await notified()).toEqual([]);
      await knex('inventory_scopes').update({
        completed_at: '2026-12-01T11:00:00.000Z',
      });
      expect((await notified()).sort()).toEqual([
        [DATA, WORSE],
        [PAYMENTS, WORSE],
      ]);
      expect(await notified()).toEqual([]);
    });

    describe('while scans catch up', () => {
      const ago = (hours: number) =>
        new Date(Date.now() - hours * 3_600_000).toISOString();
      const yesterday = { attempted_at: ago(24), completed_at: ago(24) };
      const RUNNING = Number.MAX_SAFE_INTEGER;

      it.each<[string, object, boolean]>([
        ['waits if no scan has begun since the start', {}, false],
        [
          'waits until the first scan has ended',
          { attempted_at: ago(0), scanning_until: RUNNING },
          false,
        ],
        [
          'notifies after the first scan',
          { attempted_at: ago(0), completed_at: ago(0) },
          true,
        ],
        [
          'notifies after a scan that failed',
          { attempted_at: ago(0), stale_since: ago(0) },
          true,
        ],
        [
          'does not wait again for a scope that keeps failing',
          {
            attempted_at: ago(0),
            stale_since: ago(1),
            scanning_until: RUNNING,
          },
          true,
        ],
        [
          'does not wait for a scope that was never scanned',
          { attempted_at: null, completed_at: null },
          true,
        ],
      ])('%s', async (_, scope, notifies) => {
        run = await start({ scansEnabled: true });
        await knex('inventory_scopes').update({ ...yesterday, ...scope });
        await insertRows(knex, {
          inventory_scopes: [
            scopeRow('cluster', 'staging-eu', {
              attempted_at: ago(0),
              completed_at: ago(0),
            }),
          ],
        });
        await seedFinding({ scope: 'cluster:staging-eu' });
        expect(await notified()).toEqual(notifies ? [[PAYMENTS, WORSE]] : []);
      });

      it('does not wait when scans are disabled', async () => {
        await knex('inventory_scopes').update(yesterday);
        await seedFinding();
        expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      });
    });

    it('notifies when an IAM service account breaks, and when it works again', async () => {
      const account = (row: object) => knex('service_accounts').update(row);
      const broken = 'AWS access is broken – shop/orders in prod-eu';
      await seedServiceAccount();
      expect(await notified()).toEqual([]);
      await account({ status: 'broken' });
      expect(await notified()).toEqual([[PAYMENTS, broken]]);
      await account({ status: 'unknown' });
      expect(await notified()).toEqual([]);
      await account({ status: 'broken' });
      expect(await notified()).toEqual([]);
      await account({ status: 'verified' });
      expect(await notified()).toEqual([[PAYMENTS, `Resolved: ${broken}`]]);
      await account({ status: 'broken' });
      expect(await notified()).toEqual([[PAYMENTS, broken]]);
    });

    it('notifies when Backstage deletes a broken IAM service account, with its row', async () => {
      const broken = 'AWS access is broken – shop/orders in prod-eu';
      await seedServiceAccount({ status: 'broken' });
      expect(await notified()).toEqual([[PAYMENTS, broken]]);
      await remove();
      expect(await notified()).toEqual([[PAYMENTS, `Resolved: ${broken}`]]);
      expect(await notified()).toEqual([]);
      expect(await knex('removed_service_accounts')).toEqual([]);
    });

    it('keeps nothing of an IAM service account that was never reported', async () => {
      await seedServiceAccount({ status: 'broken' });
      await remove();
      expect(await knex('removed_service_accounts')).toEqual([]);
    });

    describe('when a cluster leaves the configuration', () => {
      const AT = new Date().toISOString();
      const retire = () =>
        new RetiredScopeStore({ knex }).retire('cluster:prod-eu', AT);
      const configure = (completed: string | null) =>
        insertRows(knex, {
          inventory_scopes: [
            scopeRow('cluster', 'prod-eu', { completed_at: completed }),
          ],
        });

      it('says that findings are no longer scanned, not that they are resolved', async () => {
        await seedFinding();
        await run();
        await retire();
        expect(await notified()).toEqual([
          [PAYMENTS, `No longer scanned: ${WORSE}`],
        ]);
        expect(sent[0].payload).toMatchObject({
          description: expect.stringMatching(
            /\n1 no longer scanned, none open any more\.$/,
          ),
          severity: 'low',
        });
        expect(await notified()).toEqual([]);
        await configure(null);
        expect(await notified()).toEqual([]);
        await configure(AT);
        await change({ resolved_at: null });
        expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      });

      it('says the same of a broken ServiceAccount', async () => {
        const broken = 'AWS access is broken – shop/orders in prod-eu';
        await seedServiceAccount({ status: 'broken' });
        expect(await notified()).toEqual([[PAYMENTS, broken]]);
        await retire();
        expect(await notified()).toEqual([
          [PAYMENTS, `No longer scanned: ${broken}`],
        ]);
        expect(await notified()).toEqual([]);
      });

      it('does not take what a cluster that is configured again was not scanned for as resolved', async () => {
        await seedFinding();
        await run();
        await retire();
        await configure(null);
        expect(await notified()).toEqual([]);
        await configure(AT);
        expect(await notified()).toEqual([[PAYMENTS, `Resolved: ${WORSE}`]]);
      });
    });

    it('repeats at most the notification that was being sent when the process ended', async () => {
      await seedFinding({ owners: toList([DATA, PAYMENTS]) });
      await new Promise<void>(ended => {
        onSend = count => count === 2 && new Promise(() => ended());
        run();
      });
      onSend = () => {};
      run = await start();
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
      expect(await notified()).toEqual([]);
    });

    describe('other plugins', () => {
      const events = async () => {
        published = [];
        await run();
        return published.map(({ topic, eventPayload }) => [
          topic,
          eventPayload.type,
          eventPayload.status,
        ]);
      };

      it('receive one event for each state of a finding, regardless of severity', async () => {
        await seedFinding({ severity: 0 });
        expect(await events()).toEqual([
          ['irsa.findings', 'opened', undefined],
        ]);
        expect(published[0].eventPayload.finding).toEqual({
          id: 'f1',
          check: 'trust-scope',
          title: 'Something is wrong',
          severity: 'low',
          message: 'Something is wrong with orders.',
          subject: {
            kind: 'service-account',
            id: ORDERS.id,
            name: 'shop/orders',
            cluster: 'prod-eu',
            namespace: 'shop',
          },
          entityRef: 'component:default/orders',
          owners: [PAYMENTS],
          firstSeenAt: SEEN,
          lastSeenAt: SWEPT,
        });
        expect(await events()).toEqual([]);
        await change({ accepted_until: '2999-01-01T00:00:00.000Z' });
        expect(await events()).toEqual([
          ['irsa.findings', 'accepted', undefined],
        ]);
        await change({ accepted_until: null });
        expect(await events()).toEqual([
          ['irsa.findings', 'opened', undefined],
        ]);
        await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
        expect(await events()).toEqual([
          ['irsa.findings', 'resolved', undefined],
        ]);
        expect(await events()).toEqual([]);
        await change({ resolved_at: null });
        expect(await events()).toEqual([
          ['irsa.findings', 'opened', undefined],
        ]);
      });

      it('receive one event for each status of an IAM service account', async () => {
        const topic = 'irsa.service-accounts';
        await seedServiceAccount();
        expect(await events()).toEqual([[topic, 'status-changed', 'verified']]);
        expect(published[0].eventPayload.before).toBeUndefined();
        expect(await events()).toEqual([]);
        await knex('service_accounts').update({ status: 'broken' });
        expect(await events()).toEqual([[topic, 'status-changed', 'broken']]);
        expect(published[0].eventPayload.before).toBe('verified');
        await knex('service_accounts').update({ deleted_at: 'now' });
        expect(await events()).toEqual([[topic, 'status-changed', 'deleted']]);
        expect(await events()).toEqual([]);
      });

      it('receive one event when Backstage deletes an IAM service account, with its row', async () => {
        const topic = 'irsa.service-accounts';
        await seedServiceAccount();
        await run();
        await remove();
        expect(await events()).toEqual([[topic, 'status-changed', 'deleted']]);
        expect(published[0].eventPayload).toMatchObject({
          before: 'verified',
          serviceAccount: {
            ...{ id: ORDERS.id, owners: [PAYMENTS] },
            entityRef: 'component:default/orders',
          },
        });
        expect(await events()).toEqual([]);
        expect(await knex('removed_service_accounts')).toEqual([]);
        await seedServiceAccount();
        await run();
        await remove();
        await seedServiceAccount();
        expect(await events()).toEqual([
          [topic, 'status-changed', 'deleted'],
          [topic, 'status-changed', 'verified'],
        ]);
      });

      it('receive no event that says resolved or deleted when a cluster leaves the configuration', async () => {
        await seedFinding();
        await seedServiceAccount();
        await run();
        const at = new Date().toISOString();
        await new RetiredScopeStore({ knex }).retire('cluster:prod-eu', at);
        expect(await events()).toEqual([
          ['irsa.findings', 'retired', undefined],
          ['irsa.service-accounts', 'status-changed', 'retired'],
        ]);
        expect(await events()).toEqual([]);
        await insertRows(knex, {
          inventory_scopes: [scopeRow('cluster', 'prod-eu')],
        });
        expect(await events()).toEqual([]);
        await change({ resolved_at: null });
        await knex('service_accounts').update({ deleted_at: null });
        expect(await events()).toEqual([
          ['irsa.findings', 'opened', undefined],
          ['irsa.service-accounts', 'status-changed', 'verified'],
        ]);
      });

      it('receive events before owners are notified, which can take until the timeout', async () => {
        await seedFinding();
        published = [];
        await new Promise<void>(sending => {
          onSend = () => new Promise(() => sending());
          run();
        });
        expect(published).toHaveLength(1);
      });

      it('that cannot receive events do not keep owners from being notified', async () => {
        await seedFinding();
        publish = async () => {
          throw new Error('The queue is away');
        };
        await expect(run()).rejects.toThrow('The queue is away');
        expect(sent).toHaveLength(1);
      });

      it('receive events even if notifications cannot be sent', async () => {
        away = true;
        await seedFinding();
        expect(await events()).toHaveLength(1);
      });
    });
  },
);
