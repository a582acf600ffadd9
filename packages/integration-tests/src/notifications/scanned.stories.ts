import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import type { NotificationSendOptions } from '@backstage/plugin-notifications-node';
import type { Knex } from 'knex';
import { serviceAccountId } from '@backstage-irsa/core/model';
import { copyOf, restore } from '../__testUtils__/backup';
import { groupWith } from '../__testUtils__/groupWith';
import { notificationSink } from '../__testUtils__/notificationSink';
import { SCOPES, startScanHost, type ScanHost } from '../__testUtils__/scans';
import { expectSumsToAgree } from '../__testUtils__/sums';

const DAY_MS = 24 * 60 * 60_000;

/** Replaces the stored data with a backup, as if it was made 1 day ago. */
async function restoreOld(
  knex: Knex,
  backup: Map<string, object[]>,
): Promise<void> {
  await restore(knex, backup);
  const yesterday = new Date(Date.now() - DAY_MS).toISOString();
  await knex('inventory_scopes').update({
    attempted_at: yesterday,
    completed_at: yesterday,
  });
}

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('findings of scans', () => {
  let host: ScanHost;
  const { sent, factory: notifications } = notificationSink();
  let published: EventParams[] = [];
  const scans: unknown[] = [];

  beforeAll(async () => {
    host = await startScanHost(databases, {
      entities: () => [groupWith('group:default/team', ['user:default/ann'])],
      features: [
        notifications,
        createServiceFactory({
          service: eventsServiceRef,
          deps: {},
          factory: () => ({
            async publish(event) {
              published.push(event);
            },
            async subscribe() {},
          }),
        }),
        createServiceFactory({
          service: metricsServiceRef,
          deps: {},
          factory: () =>
            metricsServiceMock.mock({
              createCounter: name => ({
                add: (_, attributes) => {
                  if (name === 'irsa.scans') scans.push(attributes);
                },
              }),
            }),
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  /** Returns the notifications of one run. */
  const told = async () => {
    sent.length = 0;
    published = [];
    await host.notify();
    return [...sent];
  };

  it('are sent to the owners once, in one notification per check after the first scans', async () => {
    await host.settle();
    const first = await told();
    const scopes = first.map(({ payload }) => payload.scope);
    expect(scopes).toContain('irsa:group:default/team:chain-broken');
    expect(new Set(scopes).size).toBe(first.length);
    for (const { recipients, payload } of first) {
      expect(recipients).toEqual({
        type: 'entity',
        entityRef: ['user:default/ann'],
      });
      const [, check] = /^irsa:group:default\/team:(.+)$/.exec(
        payload.scope ?? '',
      )!;
      const [{ count }] = await host
        .knex('findings')
        .where({ check_id: check, resolved_at: null })
        .where('severity', '>=', 2)
        .whereNot('owners', '|')
        .count({ count: '*' });
      expect(payload.description).toMatch(
        new RegExp(`^${count} new, ${count} open\\.$`, 'm'),
      );
    }
    expect(published.length).toBeGreaterThan(0);
    // Accounts know the nodes of clusters only from their second scan on.
    await host.scan(...SCOPES);
    expect(await told()).toEqual([]);
    await host.scan(...SCOPES);
    expect(await told()).toEqual([]);
    expect(published).toEqual([]);
    expect(scans).toContainEqual({ kind: 'cluster', result: 'completed' });
    expect(scans).toContainEqual({ kind: 'account', result: 'completed' });
  });

  it('have the same counts on every page', async () => {
    const sums = await expectSumsToAgree(
      async path => (await host.get(path)).body,
    );
    const { body: scopes } = await host.get('/scopes');
    const scanned = (what: string): number =>
      scopes.items.reduce(
        (sum: number, { counts }: { counts: Record<string, number> }) =>
          sum + (counts[what] ?? 0),
        0,
      );
    expect(sums.findings).toBeGreaterThan(0);
    expect(sums.workloads).toBe(scanned('workloads'));
    expect(sums['service-accounts']).toBe(scanned('serviceAccounts'));
    expect(sums['service-accounts']).toBe(host.sandbox.world.services.length);
  });

  it('are sent when a role is deleted, and again when it is back', async () => {
    const { world } = host.sandbox;
    const service = world.services.find(({ fault }) => fault === null)!;
    const id = serviceAccountId(service);
    const { role_arn: arn } = await host
      .knex('service_accounts')
      .where({ id })
      .first();
    const [, , , , accountId] = arn.split(':');
    const { roles } = world.accounts.get(accountId)!;
    const name = arn.split('/').pop();
    const role = roles.get(name)!;
    const place = `${service.namespace}/${service.name} in ${service.cluster}`;

    roles.delete(name);
    await host.scan(...SCOPES);
    const [worse, ...others] = await told();
    expect(others).toEqual([]);
    expect(worse.payload.title).toBe(`The role does not exist – ${place}`);
    expect(published).toContainEqual({
      topic: 'irsa.service-accounts',
      eventPayload: expect.objectContaining({
        status: 'broken',
        before: 'verified',
        serviceAccount: expect.objectContaining({ id }),
      }),
    });

    roles.set(name, role);
    await host.scan(...SCOPES);
    const [resolved] = await told();
    expect(resolved.payload).toMatchObject({
      severity: 'low',
      scope: worse.payload.scope,
      description: expect.stringMatching(
        new RegExp(`^Resolved: .* – ${place}\\.$`, 'm'),
      ),
    });
    expect(await told()).toEqual([]);
  });

  it("are sent in one notification, without known ones, after the restore of yesterday's database", async () => {
    const { knex, sandbox } = host;
    const services = sandbox.world.services.filter(
      ({ fault, cluster }) => fault === null && cluster === 'prod-eu',
    );
    const roleOf = async (service: (typeof services)[number]) => {
      const { role_arn: arn } = await knex('service_accounts')
        .where({ id: serviceAccountId(service) })
        .first('role_arn');
      const { roles } = sandbox.world.accounts.get(arn.split(':')[4])!;
      // IAM ignores letter case, and the sandbox stores role names in lower case.
      const name = arn.split('/').pop().toLowerCase();
      const place = `${service.namespace}/${service.name} in ${service.cluster}`;
      return { roles, name, role: roles.get(name)!, place };
    };
    const [before, since] = await Promise.all(services.slice(1, 3).map(roleOf));
    before.roles.delete(before.name);
    await host.scan(...SCOPES);
    expect(await told()).toHaveLength(1);
    const backup = await copyOf(knex);
    since.roles.delete(since.name);
    await host.scan(...SCOPES);
    const [known] = await told();
    expect(known.payload.description).toContain(since.place);

    await restoreOld(knex, backup);
    // Opening a page verifies immediately, which finds changes that the database does not contain.
    const id = serviceAccountId(services[2]);
    expect(
      (
        await host.post(`/service-accounts/${id}/verifications`, {
          live: false,
        })
      ).status,
    ).toBe(200);
    const digests: NotificationSendOptions[] = [];
    for (const scope of SCOPES) {
      digests.push(...(await told()));
      await host.scan(scope);
    }
    digests.push(...(await told()));
    expect(digests).toHaveLength(1);
    expect(digests[0].payload.title).toBe(known.payload.title);
    expect(digests[0].payload.description).toBe(known.payload.description);
    await host.scan(...SCOPES);
    expect(await told()).toEqual([]);

    for (const { roles, name, role } of [before, since]) roles.set(name, role);
  });
});
