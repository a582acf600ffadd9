import { createServiceFactory } from '@backstage/backend-plugin-api';
import { metricsServiceRef } from '@backstage/backend-plugin-api/alpha';
import { TestDatabases } from '@backstage/backend-test-utils';
import { metricsServiceMock } from '@backstage/backend-test-utils/alpha';
import {
  eventsServiceRef,
  type EventParams,
} from '@backstage/plugin-events-node';
import {
  notificationService,
  type NotificationSendOptions,
} from '@backstage/plugin-notifications-node';
import { serviceAccountId } from '../naming/serviceAccountId';
import {
  SCOPES,
  startSweepHost,
  type SweepHost,
} from '../__testUtils__/sweeps';

jest.setTimeout(120_000);

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

describe('what sweeps find', () => {
  let host: SweepHost;
  let sent: NotificationSendOptions[] = [];
  let published: EventParams[] = [];
  const sweeps: unknown[] = [];

  beforeAll(async () => {
    host = await startSweepHost(databases, {
      features: [
        createServiceFactory({
          service: notificationService,
          deps: {},
          factory: () => ({
            async send(options) {
              sent.push(options);
            },
          }),
        }),
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
                  if (name === 'irsa.sweeps') sweeps.push(attributes);
                },
              }),
            }),
        }),
      ],
    });
  });
  afterAll(() => host?.stop());

  /** What one run tells. */
  const told = async () => {
    sent = [];
    published = [];
    await host.tell();
    return sent;
  };

  it('is told to the owners once, in one notification for the first sweeps', async () => {
    await host.settle();
    const [first, ...others] = await told();
    expect(others).toEqual([]);
    expect(first).toMatchObject({
      recipients: { type: 'entity', entityRef: 'group:default/team' },
      payload: {
        title: expect.stringMatching(/^AWS access: \d+ new findings$/),
        link: '/irsa/findings?owner=group%3Adefault%2Fteam',
      },
    });
    expect(published.length).toBeGreaterThan(0);
    // Accounts know of the nodes of clusters from the second time on.
    await host.sweep(...SCOPES);
    expect(await told()).toEqual([]);
    await host.sweep(...SCOPES);
    expect(await told()).toEqual([]);
    expect(published).toEqual([]);
    expect(sweeps).toContainEqual({ kind: 'cluster', result: 'completed' });
    expect(sweeps).toContainEqual({ kind: 'account', result: 'completed' });
  });

  it('is told when a role is deleted, and again when it is back', async () => {
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
    await host.sweep(...SCOPES);
    const [worse, ...others] = await told();
    expect(others).toEqual([]);
    expect(worse.payload.description).toContain(place);
    expect(published).toContainEqual({
      topic: 'irsa.service-accounts',
      eventPayload: expect.objectContaining({
        status: 'broken',
        before: 'verified',
        serviceAccount: expect.objectContaining({ id }),
      }),
    });

    roles.set(name, role);
    await host.sweep(...SCOPES);
    const [mended] = await told();
    expect(mended.payload).toMatchObject({
      severity: 'low',
      scope: worse.payload.scope,
      description: expect.stringContaining(
        `Mended: AWS access is broken – ${place}.`,
      ),
    });
    expect(await told()).toEqual([]);
  });
});
