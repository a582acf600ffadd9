import {
  coreServices,
  createServiceFactory,
} from '@backstage/backend-plugin-api';
import { mockServices } from '@backstage/backend-test-utils';
import { SERVICE_ACCOUNT_ANNOTATION } from '@backstage-irsa/core/model';
import { accessStatusOf } from '@backstage-irsa/core/status';
import request from 'supertest';
import { startTestHost, type TestHost } from '../__testUtils__/host';
import { spec as document } from '../__testUtils__/internals';
import { componentOf, specOf } from '../__testUtils__/core';

const auditor = mockServices.auditor.mock();
const event = { success: jest.fn(), fail: jest.fn() };

const REQUEST = {
  action: 's3:PutObject',
  resource: 'arn:aws:s3:::payments-ledger/a',
};

describe('the routes', () => {
  let host: TestHost;
  let ledger: string;

  beforeAll(async () => {
    host = await startTestHost({
      irsa: { liveProof: { maxPerMinute: 2 } },
      entities: () => [
        componentOf('ledger', 'group:default/team', {
          [SERVICE_ACCOUNT_ANNOTATION]:
            'prod-eu/payments/ledger, nonsense, prod-us/a/b',
        }),
        componentOf('thief', 'group:default/others', {
          [SERVICE_ACCOUNT_ANNOTATION]: 'prod-eu/payments/ledger',
        }),
      ],
      features: [auditor.factory],
    });
  });
  afterAll(() => host?.stop());

  beforeEach(async () => {
    auditor.createEvent.mockReset();
    auditor.createEvent.mockResolvedValue(event);
    event.success.mockReset();
    event.fail.mockReset();
    const { body } = await host.post(
      '/entities/component/default/ledger/verifications',
      {},
    );
    ledger = body.items[0].id;
    auditor.createEvent.mockClear();
    event.success.mockClear();
  });

  const simulate = (...requests: object[]) =>
    host.post(`/service-accounts/${ledger}/simulations`, { requests });
  const calls = (place: number) => host.sandbox.world.calls.since(place);

  it('serve their whole OpenAPI document, with the address of the plugin', async () => {
    const { body } = await request(host.backend.server).get(
      '/api/irsa/openapi.json',
    );
    expect(body.components).toEqual(document.components);
    expect(body.paths['/api/irsa/v1/clusters']).toEqual(
      document.paths['/v1/clusters'],
    );
    expect(Object.keys(body.paths)).toHaveLength(
      Object.keys(document.paths).length,
    );
  });

  it('audit a simulation with only its actions', async () => {
    await simulate({
      ...REQUEST,
      context: { 'aws:SourceVpce': 'vpce-secret' },
    });
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'permissions-simulate',
        severityLevel: 'medium',
        meta: { id: ledger, actions: ['s3:PutObject'], useAwsSimulator: false },
      }),
    );
    expect(event.success).toHaveBeenCalledTimes(1);
  });

  it('audit changes of trust with high severity, and name the target', async () => {
    await host.put(specOf({ name: 'audited' }));
    expect(auditor.createEvent).toHaveBeenCalledWith(
      expect.objectContaining({
        eventId: 'service-account-apply',
        severityLevel: 'high',
        meta: {
          serviceAccount: 'prod-eu/production/audited',
          entityRef: 'component:default/uploads',
        },
      }),
    );
    // The recorded change for auditors is a separate event.
    const events = auditor.createEvent.mock.calls;
    expect(events.map(([{ eventId }]) => eventId)).toEqual([
      'service-account-apply',
      'change-record',
    ]);
    expect(event.success).toHaveBeenCalledTimes(2);
  });

  it.each([
    [
      'a query parameter that does not exist',
      () => host.get('/service-accounts?color=red'),
    ],
    [
      'a status that does not exist',
      () => host.get('/service-accounts?status=fine'),
    ],
    ['a limit of 0', () => host.get('/service-accounts?limit=0')],
    [
      'a limit that is not a number',
      () => host.get('/service-accounts?limit=x'),
    ],
    [
      'a cursor that no page returned',
      () => host.get('/service-accounts?cursor=x'),
    ],
    [
      'a verification request without the field live',
      () => host.post(`/service-accounts/${ledger}/verifications`, {}),
    ],
    ['a simulation without requests', () => simulate()],
    [
      'a simulation of too many requests',
      () => simulate(...Array(21).fill(REQUEST)),
    ],
    [
      'a simulated action with a wildcard',
      () => simulate({ ...REQUEST, action: 's3:*' }),
    ],
    [
      'a simulated resource that is not an ARN',
      () => simulate({ ...REQUEST, resource: 'payments-ledger' }),
    ],
    [
      'a context value of the wrong type',
      () => simulate({ ...REQUEST, context: { 'aws:SourceVpce': 1 } }),
    ],
    [
      'a context key without a service prefix',
      () => simulate({ ...REQUEST, context: { SourceVpce: 'vpce-1' } }),
    ],
    [
      'a context value that is too long',
      () =>
        simulate({
          ...REQUEST,
          context: { 'aws:SourceVpce': 'x'.repeat(1025) },
        }),
    ],
    [
      'a simulation with a role that the caller names',
      () =>
        simulate({ ...REQUEST, roleArn: 'arn:aws:iam::111122223333:role/x' }),
    ],
    ['a limit above 100', () => host.get('/actions?limit=101')],
    [
      'an ID that is too long',
      () =>
        host.get(`/fleet/service-accounts?serviceAccountId=${'x'.repeat(65)}`),
    ],
    [
      'a spec field that does not exist',
      () => host.put({ ...specOf(), roleArn: 'arn:aws:iam::1:role/x' }),
    ],
    ['a spec without a name', () => host.put({ ...specOf(), name: undefined })],
    [
      'an ID with characters that are not allowed',
      () => host.get('/service-accounts/..%2f'),
    ],
  ])('respond 400 to %s', async (_, ask) => {
    const before = host.sandbox.world.calls.count;
    const { status, body } = await ask();
    expect(status).toBe(400);
    expect(body.error.name).toBe('InputError');
    expect(calls(before)).toEqual([]);
  });

  it.each([
    [
      'an entity',
      () => host.get('/entities/component/default/none/service-accounts'),
    ],
    ['an IAM service account', () => host.get('/service-accounts/none')],
    [
      'a verification of an unknown service account',
      () => host.post('/service-accounts/none/verifications', { live: true }),
    ],
    [
      'permissions of an unknown service account',
      () => host.get('/service-accounts/none/permissions'),
    ],
    [
      'a simulation of an unknown service account',
      () =>
        host.post('/service-accounts/none/simulations', {
          requests: [REQUEST],
        }),
    ],
    [
      'last access of an unknown service account',
      () => host.post('/service-accounts/none/last-accessed', {}),
    ],
    ['an operation', () => host.get('/operations/none')],
    ['a cluster', () => host.get('/clusters/none/namespaces')],
  ])('respond 404 to a missing resource: %s', async (_, ask) => {
    const { status, body } = await ask();
    expect(status).toBe(404);
    expect(body.error.name).toBe('NotFoundError');
  });

  it('respond 429 with the time to wait when the cap on live proofs is reached', async () => {
    const ask = () =>
      host.post(`/service-accounts/${ledger}/verifications`, { live: true });
    const answers = [await ask(), await ask(), await ask()];
    const refused = answers.filter(({ status }) => status === 429);
    expect(refused.length).toBeGreaterThan(0);
    const [{ body, headers }] = refused;
    expect(body.error.message).toMatch(/Retry in \d+ s\./);
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    const before = host.sandbox.world.calls.count;
    await ask();
    expect(calls(before).map(({ service }) => service)).not.toContain('sts');
  });

  it('list clusters and namespaces of the caller, except system namespaces', async () => {
    const { body: clusters } = await host.get('/clusters');
    expect(clusters.items.map(({ name }: { name: string }) => name)).toEqual([
      'prod-eu',
      'staging-eu',
    ]);
    expect(clusters.items[0]).toEqual({
      name: 'prod-eu',
      eksName: 'prod-eu',
      accountId: '111122223333',
      region: 'eu-west-1',
      canCreateNamespaces: true,
      mode: 'write',
    });
    const { body } = await host.post(
      '/clusters/prod-eu/namespaces/refresh',
      {},
    );
    const names = body.items.map(({ name }: { name: string }) => name);
    expect(names).toContain('payments');
    expect(
      names.filter((name: string) => /^(kube-|default$)/.test(name)),
    ).toEqual([]);
  });

  it('summarize the access of many entities, only those that the caller sees and that have access', async () => {
    const ask = (...entityRefs: string[]) =>
      host.post('/entities/access', { entityRefs });
    const { body } = await ask(
      'component:default/thief',
      'Component:default/Ledger',
      'component:default/nowhere',
    ).expect(200);
    const { body: account } = await host.get(`/service-accounts/${ledger}`);
    expect(body).toEqual({
      items: [
        {
          entityRef: 'Component:default/Ledger',
          serviceAccounts: 1,
          status: accessStatusOf(account),
          provedAt: account.verification.liveProof?.at ?? null,
          risk: null,
        },
      ],
    });
    await ask('no reference').expect(400);
    await ask(
      ...Array.from({ length: 101 }, (_, i) => `component:default/c${i}`),
    ).expect(400);
  });

  it('respond 400 to cursors that the database cannot compare', async () => {
    const answers = [
      await host.get('/waves/none/items?cursor=2147483648'),
      await host.post('/recoveries', { cursor: 'a\0' }),
    ];
    expect(answers.map(({ status }) => status)).toEqual([400, 400]);
  });

  it('do not show a ServiceAccount of another owner if only an annotation claims it', async () => {
    const path = '/entities/component/default/thief';
    const verified = await host.post(`${path}/verifications`, {});
    expect(verified.body).toEqual({ items: [], total: 0 });
    const { body } = await host.get(`${path}/service-accounts`);
    expect(body.items).toEqual([]);
  });
});

describe('the routes for a caller without a rule', () => {
  let host: TestHost;

  beforeAll(async () => {
    host = await startTestHost({
      groups: ['group:default/visitors'],
      features: [
        createServiceFactory({
          service: coreServices.auditor,
          deps: {},
          factory: () => auditor,
        }),
      ],
    });
    auditor.createEvent.mockResolvedValue(event);
  });
  afterAll(() => host?.stop());

  it('offer no cluster and no namespace', async () => {
    expect((await host.get('/clusters')).body.items).toEqual([]);
    expect((await host.get('/clusters/prod-eu/namespaces')).status).toBe(404);
  });

  it('name the rule that a plan violates, and write nothing', async () => {
    const spec = specOf({ owner: 'group:default/visitors' });
    const { body } = await host.post('/plans', { spec });
    expect(body.violations).toEqual([
      expect.objectContaining({ field: 'namespace', rule: 'namespace-owner' }),
    ]);
    expect((await host.put(spec)).status).toBe(400);
    expect(host.sandbox.world.calls.all()).toEqual([]);
  });
});
