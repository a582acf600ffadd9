import { resolvePackagePath } from '@backstage/backend-plugin-api';
import { mockServices, TestDatabases } from '@backstage/backend-test-utils';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import {
  accountRow,
  findingRow,
  insertRows,
  scopeRow,
  SEEN,
  SWEPT,
} from '../__testUtils__/inventory/rows';
import { toList } from '../database/lists';
import type { FindingRow } from '../fleet/store/inventory/rows';
import type { Row } from '../serviceAccounts/ServiceAccountRow';
import { readNotifications } from '../config/notifications';
import { readScans } from '../config/scans';
import { scheduleNotifications, NOTIFY_TASK } from './schedule';

const directory = resolvePackagePath(
  '@backstage-irsa/plugin-irsa-backend',
  'migrations',
);
const PAYMENTS = 'group:default/payments';
const DATA = 'group:default/data';
const ORDERS = accountRow(
  { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
  { owners: [PAYMENTS], entityRef: 'component:default/orders' },
);
// PostgreSQL joins in when BACKSTAGE_TEST_DATABASE_POSTGRES17_CONNECTION_STRING names one.
const databases = TestDatabases.create({
  ids: ['SQLITE_3', 'POSTGRES_17'],
  disableDocker: true,
});

describe.each(databases.eachSupportedId())(
  'notifications on %p',
  databaseId => {
    let knex: Knex;
    let sent: NotificationSendOptions[];
    let published: { topic: string; eventPayload: any }[];
    let away: boolean;
    let onSend: (count: number) => unknown;
    let logger: ReturnType<typeof mockServices.logger.mock>;
    let run: () => Promise<void>;

    const start = async ({ scansEnabled = false } = {}) => {
      const scheduler = mockServices.scheduler.mock();
      await scheduleNotifications({
        config: {
          notifications: readNotifications(undefined),
          scans: { ...readScans(undefined), enabled: scansEnabled },
        },
        knex,
        logger,
        scheduler,
        notifications: {
          async send(options) {
            if (away) throw new Error('Request failed with status 404');
            sent.push(options);
            await onSend(sent.length);
          },
        },
        events: {
          async publish(event) {
            published.push(event as (typeof published)[number]);
          },
          async subscribe() {},
        },
      });
      const [[task]] = scheduler.scheduleTask.mock.calls;
      expect(task).toMatchObject({ id: NOTIFY_TASK, scope: 'global' });
      return async () => task.fn(new AbortController().signal);
    };

    beforeEach(async () => {
      knex = await databases.init(databaseId);
      await knex.migrate.latest({ directory });
      await insertRows(knex, {
        inventory_scopes: [scopeRow('cluster', 'prod-eu')],
      });
      sent = [];
      published = [];
      away = false;
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

    /** The owners and titles of one run. */
    const notified = async () => {
      sent = [];
      await run();
      return sent.map(({ recipients, payload }) => [
        recipients.type === 'entity' && recipients.entityRef,
        payload.title,
      ]);
    };
    const change = (row: object, id = 'f1') =>
      knex('findings').where({ id }).update(row);
    const WORSE = 'Something is wrong – shop/orders';

    it('notifies once when something gets worse, once when it is resolved, and again when it is back', async () => {
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

    it('takes the place of what was said before', async () => {
      await seedFinding();
      await run();
      await change({ resolved_at: '2026-12-01T11:00:00.000Z' });
      await run();
      const [first, second] = sent.map(({ payload }) => payload.scope);
      expect(first).toBe(`irsa:${PAYMENTS}`);
      expect(second).toBe(first);
    });

    it('is silent about what is not bad enough, until it is', async () => {
      await seedFinding({ severity: 1 });
      expect(await notified()).toEqual([]);
      await change({ severity: 2 });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
    });

    it('is silent about what came and went between two runs', async () => {
      await seedFinding({ resolved_at: '2026-12-01T11:00:00.000Z' });
      expect(await notified()).toEqual([]);
    });

    it('is silent about what is accepted, and speaks when that has run out', async () => {
      const by = { accepted_by: 'user:default/a', accepted_reason: 'for now' };
      await seedFinding();
      await run();
      await change({
        ...by,
        accepted_at: '2026-12-01T11:00:00.000Z',
        accepted_until: '2999-01-01T00:00:00.000Z',
      });
      expect(await notified()).toEqual([]);
      await change({ accepted_until: '2020-01-01T00:00:00.000Z' });
      expect(await notified()).toEqual([[PAYMENTS, WORSE]]);
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

    it('notifies a new owner, and both when there are two', async () => {
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

    it('notifies the first owner of what had none', async () => {
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

    it('holds back the first scan of a scope until it ends, and notifies each owner once', async () => {
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
        [DATA, 'AWS access: 600 new findings'],
        [PAYMENTS, 'AWS access: 600 new findings'],
      ]);
      expect(await notified()).toEqual([]);
    });

    describe('while scans catch up', () => {
      const ago = (hours: number) =>
        new Date(Date.now() - hours * 3_600_000).toISOString();
      const yesterday = { attempted_at: ago(24), completed_at: ago(24) };
      const RUNNING = Number.MAX_SAFE_INTEGER;

      it.each<[string, object, boolean]>([
        ['waits before the first scan', {}, false],
        [
          'waits until it has ended',
          { attempted_at: ago(0), scanning_until: RUNNING },
          false,
        ],
        [
          'notifies after it',
          { attempted_at: ago(0), completed_at: ago(0) },
          true,
        ],
        [
          'notifies after one that failed',
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

      it('does not wait where scans are switched off', async () => {
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

    it('counts what else is open', async () => {
      await seedFinding();
      await seedServiceAccount({ status: 'broken' });
      await run();
      await seedFinding({ id: 'f2' });
      sent = [];
      await run();
      expect(sent[0].payload.description).toContain('3 are open in all.');
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

      it('hear of every finding once in each state, whatever its severity', async () => {
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

      it('hear of every status once', async () => {
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

      it('hear of everything where notifications cannot be sent', async () => {
        away = true;
        await seedFinding();
        expect(await events()).toHaveLength(1);
      });
    });
  },
);
