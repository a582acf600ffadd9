import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import {
  ConflictError,
  InputError,
  NotFoundError,
  ResponseError,
  ServiceUnavailableError,
} from '@backstage/errors';
import type {
  Diagnosis,
  EffectivePermissions,
  IamServiceAccount,
  MigrationPlan,
  Operation,
  OperationStep,
  SimulationResult,
  VerificationHistory,
} from '@backstage-irsa/core/model';
import { json, type Request } from 'express';
import Router from 'express-promise-router';
import type { IrsaService } from './IrsaService';
import { irsaServiceRef } from './irsaServiceRef';

const spec = {
  entityRef: 'component:default/orders',
  owner: 'group:default/payments',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
};
const orders: IamServiceAccount = {
  id: 'sa-orders',
  cluster: 'prod-eu',
  namespace: 'shop',
  name: 'orders',
  mechanism: 'irsa',
  roleArn: 'arn:aws:iam::111122223333:role/irsa/orders-7f3a',
  entityRef: 'component:default/orders',
  owner: 'group:default/payments',
  region: 'eu-west-1',
  accountId: '111122223333',
  workloads: null,
  verification: {
    status: 'verified',
    liveProof: null,
    checkedAt: '2026-11-24T12:00:00.000Z',
    checks: [],
  },
  permissions: { services: [], risks: [] },
};
const step = (
  id: string,
  status: OperationStep['status'],
  message?: string,
): OperationStep => ({
  id,
  action: 'create',
  target: { kind: 'role', name: id },
  diff: [],
  summary: `Create ${id}`,
  status,
  message,
});
const operation = (
  status: Operation['status'],
  steps: OperationStep[],
  rest: Partial<Operation> = {},
): Operation => ({
  id: 'op/1',
  status,
  steps,
  createdAt: '2026-11-24T12:00:00.000Z',
  ...rest,
});

let backend: TestBackend | undefined;
afterEach(async () => backend?.stop());

/** An `irsa` plugin that answers each request by the test's own function, which may throw, and keeps the requests. */
async function startWith(answer: (request: Request) => object) {
  const requests: Array<{
    method: string;
    url: string;
    prefer?: string;
    body: object;
    principal: unknown;
  }> = [];
  let service: IrsaService | undefined;
  const irsa = createBackendPlugin({
    pluginId: 'irsa',
    register(env) {
      env.registerInit({
        deps: {
          httpRouter: coreServices.httpRouter,
          httpAuth: coreServices.httpAuth,
        },
        async init({ httpRouter, httpAuth }) {
          const router = Router();
          router.use(json());
          router.use(async (request, response) => {
            const { principal } = await httpAuth.credentials(request);
            requests.push({
              method: request.method,
              url: request.originalUrl,
              prefer: request.get('Prefer'),
              body: request.body,
              principal,
            });
            response
              .status(request.method === 'PUT' ? 202 : 200)
              .json(answer(request));
          });
          httpRouter.use(router);
        },
      });
    },
  });
  const consumer = createBackendPlugin({
    pluginId: 'consumer',
    register(env) {
      env.registerInit({
        deps: { irsa: irsaServiceRef },
        async init(deps) {
          service = deps.irsa;
        },
      });
    },
  });
  backend = await startTestBackend({ features: [irsa, consumer] });
  if (!service) throw new Error('The consumer was not started');
  return { service, requests };
}

const credentials = mockCredentials.user('user:default/ada');

describe('irsaServiceRef', () => {
  it('plans on behalf of the caller', async () => {
    const plan = { steps: [], violations: [] };
    const { service, requests } = await startWith(() => plan);

    await expect(service.plan(spec, { credentials })).resolves.toEqual(plan);

    expect(requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/api/irsa/v1/plans',
        body: { spec },
        principal: expect.objectContaining({
          userEntityRef: 'user:default/ada',
        }),
      }),
    ]);
  });

  it('applies and tells every step once in each state', async () => {
    const states = [
      operation('running', [step('role', 'pending'), step('sa', 'pending')]),
      operation('running', [step('role', 'running'), step('sa', 'pending')]),
      operation('running', [step('role', 'running'), step('sa', 'pending')]),
      operation(
        'completed',
        [step('role', 'done', 'Created role'), step('sa', 'done')],
        { result: orders },
      ),
    ];
    let reads = 0;
    const { service, requests } = await startWith(() => states[reads++]);
    const seen: string[] = [];

    const result = await service.apply(spec, {
      credentials,
      onStep: ({ id, status }) => seen.push(`${id} ${status}`),
    });

    expect(seen).toEqual(['role running', 'role done', 'sa done']);
    expect(result).toEqual({
      steps: states[3].steps.map(({ message, ...rest }) =>
        message ? { ...rest, message } : rest,
      ),
      serviceAccount: orders,
      verification: orders.verification,
    });
    expect(requests[0]).toMatchObject({
      method: 'PUT',
      url: '/api/irsa/v1/service-accounts',
      prefer: 'respond-async',
      body: { spec },
    });
    expect(requests.slice(1).map(({ url }) => url)).toEqual(
      Array(3).fill('/api/irsa/v1/operations/op%2F1'),
    );
  });

  it('rejects with the error that stopped the plan, after telling its step', async () => {
    const { service } = await startWith(() =>
      operation('failed', [step('role', 'failed', 'Role is in use')], {
        error: { name: 'ConflictError', message: 'Role is in use' },
      }),
    );
    const onStep = jest.fn();

    await expect(
      service.apply(spec, { credentials, onStep }),
    ).rejects.toMatchObject({
      name: 'ConflictError',
      message: expect.stringContaining('Role is in use'),
      stack: expect.any(String),
    });
    expect(onStep).toHaveBeenCalledWith(
      expect.objectContaining({ status: 'failed', message: 'Role is in use' }),
    );
  });

  it('asks again while the backend or its database is away', async () => {
    const away = () => {
      throw new ServiceUnavailableError('The database cannot be reached');
    };
    const answers: (() => object)[] = [
      () => operation('running', [step('role', 'running')]),
      away,
      away,
      () => operation('completed', [step('role', 'done')], { result: orders }),
    ];
    const { service, requests } = await startWith(() => answers.shift()!());
    const { serviceAccount } = await service.apply(spec, { credentials });
    expect(serviceAccount).toEqual(orders);
    expect(requests).toHaveLength(4);
  });

  it('stops waiting when the signal aborts', async () => {
    const controller = new AbortController();
    const { service, requests } = await startWith(() =>
      operation('running', [step('role', 'running')]),
    );

    await expect(
      service.apply(spec, {
        credentials,
        signal: controller.signal,
        onStep: () => controller.abort(),
      }),
    ).rejects.toMatchObject({ name: 'AbortError' });
    expect(requests).toHaveLength(1);
  });

  it('deletes by reference, and tells every step', async () => {
    const done = operation('completed', [step('role', 'done')]);
    const { service, requests } = await startWith(({ method }) =>
      method === 'DELETE' ? done : { items: [orders] },
    );
    const seen: string[] = [];

    const steps = await service.delete(
      { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
      { credentials, onStep: ({ id }) => seen.push(id) },
    );

    expect(steps.map(({ id }) => id)).toEqual(['role']);
    expect(seen).toEqual(['role']);
    expect(requests[1]).toMatchObject({
      method: 'DELETE',
      url: '/api/irsa/v1/service-accounts/sa-orders',
      prefer: 'respond-async',
    });
  });

  it('tells why it applies, deletes and migrates', async () => {
    const done = operation('completed', [], { result: orders });
    const { service, requests } = await startWith(() => done);
    const why = { reason: 'Orders moves & ends', changeNumber: 'CHG-1' };
    const options = { ...why, credentials };
    await service.apply(spec, options);
    await service.apply(spec, { credentials, reason: '', changeNumber: '' });
    await service.delete('sa-orders', options);
    await service.migrate('sa-orders', 'pod-identity', options);
    const sent = requests.map(({ method, url, body }) => ({
      method,
      url,
      body,
    }));
    expect(sent.slice(0, 4)).toEqual([
      expect.objectContaining({ method: 'PUT', body: { spec, ...why } }),
      expect.objectContaining({ method: 'PUT', body: { spec } }),
      expect.objectContaining({
        method: 'DELETE',
        url: '/api/irsa/v1/service-accounts/sa-orders?reason=Orders+moves+%26+ends&changeNumber=CHG-1',
      }),
      expect.objectContaining({
        method: 'POST',
        body: { to: 'pod-identity', ...why },
      }),
    ]);
  });

  it('rolls an operation back', async () => {
    const { service, requests } = await startWith(() => ({
      steps: [step('role', 'done')],
    }));

    const steps = await service.rollBack('op/1', { credentials });

    expect(steps.map(({ id }) => id)).toEqual(['role']);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/irsa/v1/operations/op%2F1/rollbacks',
    });
  });

  it('migrates, and tells what is left', async () => {
    const plan: MigrationPlan = {
      ...{ from: 'irsa', to: 'pod-identity', stage: 'moving' },
      ...{ blockers: [], warnings: [], steps: [], remaining: ['Once more.'] },
      restarts: [
        {
          workload: 'deployment/orders',
          pods: ['orders-1'],
          command: 'kubectl rollout restart deployment/orders -n shop',
        },
      ],
    };
    const done = operation('completed', [step('role', 'done')], {
      result: orders,
    });
    const { service, requests } = await startWith(({ url }) =>
      url.endsWith('/migrations') ? done : plan,
    );

    const result = await service.migrate('sa-orders', 'pod-identity', {
      credentials,
    });

    expect(result).toEqual({
      steps: done.steps,
      restarts: plan.restarts,
      remaining: plan.remaining,
      serviceAccount: orders,
    });
    expect(
      requests.map(({ url, prefer, body }) => [url, prefer, body]),
    ).toEqual([
      [
        '/api/irsa/v1/service-accounts/sa-orders/migrations',
        'respond-async',
        { to: 'pod-identity' },
      ],
      [
        '/api/irsa/v1/service-accounts/sa-orders/migration-plans',
        undefined,
        { to: 'pod-identity' },
      ],
    ]);
  });

  it('verifies by id', async () => {
    const { service, requests } = await startWith(
      () => orders.verification ?? {},
    );

    await expect(
      service.verify('sa-orders', { credentials, live: true }),
    ).resolves.toEqual(orders.verification);
    expect(requests).toEqual([
      expect.objectContaining({
        method: 'POST',
        url: '/api/irsa/v1/service-accounts/sa-orders/verifications',
        body: { live: true },
      }),
    ]);
  });

  it('verifies by reference, looking through every page', async () => {
    const { service, requests } = await startWith(request => {
      if (request.method === 'POST') return orders.verification ?? {};
      return request.query.cursor
        ? { items: [orders] }
        : { items: [{ ...orders, id: 'x', name: 'x' }], nextCursor: 'a&b' };
    });

    await service.verify(
      { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
      { credentials, live: false },
    );

    const list =
      '/api/irsa/v1/service-accounts?cluster=prod-eu&namespace=shop&limit=500';
    expect(requests.map(({ url }) => url)).toEqual([
      list,
      `${list}&cursor=a%26b`,
      '/api/irsa/v1/service-accounts/sa-orders/verifications',
    ]);
  });

  it('says so when nothing lives at the reference', async () => {
    const { service, requests } = await startWith(() => ({ items: [] }));

    await expect(
      service.verify(
        { cluster: 'prod-eu', namespace: 'shop', name: 'orders' },
        { credentials, live: true },
      ),
    ).rejects.toThrow(
      new NotFoundError('No IAM service account prod-eu/shop/orders is known'),
    );
    expect(requests).toHaveLength(1);
  });

  it.each([
    'component:default/orders',
    { kind: 'component', namespace: 'default', name: 'orders' },
  ])('reads the IAM service accounts of entity %j', async entityRef => {
    const { service, requests } = await startWith(() => ({ items: [orders] }));

    await expect(
      service.getEntityServiceAccounts(entityRef, { credentials }),
    ).resolves.toEqual([orders]);
    expect(requests[0].url).toBe(
      '/api/irsa/v1/entities/component/default/orders/service-accounts',
    );
    await service.verifyEntity(entityRef, { credentials });
    expect([requests[1].method, requests[1].url]).toEqual([
      'POST',
      '/api/irsa/v1/entities/component/default/orders/verifications',
    ]);
  });

  it('reads what a role may do, and asks whether it can do more', async () => {
    const permissions: EffectivePermissions = {
      services: [],
      risks: [],
      layers: [{ layer: 'identity', state: 'read' }],
      policies: [],
      checkedAt: '2026-11-24T12:00:00.000Z',
    };
    const result: SimulationResult = {
      action: 's3:PutObject',
      resource: 'arn:aws:s3:::orders/a',
      decision: 'Allowed',
      summary:
        "Allowed by the role's policies; organisation policies not read.",
      decidedBy: [],
      blockedBy: [],
      missingContext: [],
      layers: permissions.layers,
    };
    const { service, requests } = await startWith(({ method }) =>
      method === 'GET' ? permissions : { results: [result] },
    );
    const asked = [
      { action: 's3:PutObject', resource: 'arn:aws:s3:::orders/a' },
    ];
    expect(await service.getPermissions('sa/orders', { credentials })).toEqual(
      permissions,
    );
    expect(
      await service.simulate('sa/orders', asked, {
        useAwsSimulator: true,
        credentials,
      }),
    ).toEqual([result]);
    await service.simulate('sa/orders', asked, { credentials });
    expect(
      requests.map(({ method, url, body }) => [method, url, body]),
    ).toEqual([
      ['GET', '/api/irsa/v1/service-accounts/sa%2Forders/permissions', {}],
      [
        'POST',
        '/api/irsa/v1/service-accounts/sa%2Forders/simulations',
        { requests: asked, useAwsSimulator: true },
      ],
      [
        'POST',
        '/api/irsa/v1/service-accounts/sa%2Forders/simulations',
        { requests: asked, useAwsSimulator: false },
      ],
    ]);
  });

  it('reads the history page by page', async () => {
    const history: VerificationHistory = { items: [], nextCursor: '7' };
    const { service, requests } = await startWith(() => history);
    expect(await service.getHistory('sa/orders', { credentials })).toEqual(
      history,
    );
    await service.getHistory('sa', { cursor: '7', limit: 5, credentials });
    expect(requests.map(({ url }) => url)).toEqual([
      '/api/irsa/v1/service-accounts/sa%2Forders/verifications',
      '/api/irsa/v1/service-accounts/sa/verifications?cursor=7&limit=5',
    ]);
  });

  it('has an error text diagnosed', async () => {
    const diagnosis: Diagnosis = {
      recognized: [],
      candidates: [],
      verifiedAt: '2026-11-24T12:00:00.000Z',
    };
    const { service, requests } = await startWith(() => diagnosis);
    expect(
      await service.diagnose('sa/orders', 'it broke', { credentials }),
    ).toEqual(diagnosis);
    expect(requests[0]).toMatchObject({
      method: 'POST',
      url: '/api/irsa/v1/service-accounts/sa%2Forders/diagnoses',
      body: { text: 'it broke' },
    });
  });

  it('reads one IAM service account', async () => {
    const { service, requests } = await startWith(() => orders);

    await expect(
      service.getServiceAccount('sa-orders', { credentials }),
    ).resolves.toEqual(orders);
    expect(requests[0]).toMatchObject({
      method: 'GET',
      url: '/api/irsa/v1/service-accounts/sa-orders',
    });
  });

  it.each([
    [400, new InputError('namespace: belongs to the cluster')],
    [404, new NotFoundError('No such cluster')],
    [409, new ConflictError('Somebody else is at it')],
  ])('rejects with the plugin’s own %d', async (statusCode, error) => {
    const { service } = await startWith(() => {
      throw error;
    });

    const rejection = await service.plan(spec, { credentials }).catch(e => e);

    expect(ResponseError.is(rejection)).toBe(true);
    expect(rejection).toMatchObject({
      statusCode,
      cause: { name: error.name, message: error.message },
    });
  });

  it.each<[string, string, (service: IrsaService) => Promise<object>]>([
    [
      'IAM service accounts of the fleet',
      'fleet/service-accounts?cluster=prod-eu&limit=500',
      service =>
        service.listFleetServiceAccounts({
          credentials: mockCredentials.service(),
          cluster: 'prod-eu',
          limit: 500,
        }),
    ],
    [
      'findings',
      'findings?state=open&cursor=a%2Fb',
      service =>
        service.listFindings({
          credentials: mockCredentials.service(),
          state: 'open',
          cursor: 'a/b',
        }),
    ],
    [
      'roles',
      'roles?owner=none',
      service =>
        service.listRoles({
          credentials: mockCredentials.service(),
          owner: 'none',
          cursor: undefined,
        }),
    ],
  ])('lists %s as a plugin', async (_, path, list) => {
    const page = { items: [], total: 0 };
    const { service, requests } = await startWith(() => page);

    await expect(list(service)).resolves.toEqual(page);

    expect(requests).toEqual([
      expect.objectContaining({
        method: 'GET',
        url: `/api/irsa/v1/${path}`,
        principal: expect.objectContaining({ type: 'service' }),
      }),
    ]);
  });
});
