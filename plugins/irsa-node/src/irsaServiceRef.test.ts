import {
  coreServices,
  createBackendPlugin,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { InputError } from '@backstage/errors';
import type { Request } from 'express';
import Router from 'express-promise-router';
import { type IrsaService, irsaServiceRef } from './irsaServiceRef';

let backend: TestBackend | undefined;
afterEach(async () => backend?.stop());

/** An `irsa` plugin that answers by the function of a test, and a plugin that calls it. */
async function startWith(
  answer: (request: Request, caller: unknown) => object,
) {
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
          router.use(async (request, response) => {
            const { principal } = await httpAuth.credentials(request);
            response.json(answer(request, principal));
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
  return service;
}

describe('irsaServiceRef', () => {
  it.each([
    [
      mockCredentials.user('user:default/ada'),
      { type: 'user', userEntityRef: 'user:default/ada' },
    ],
    [mockCredentials.service('plugin:consumer'), { type: 'service' }],
  ])('calls on behalf of %j', async (credentials, principal) => {
    const service = await startWith(({ method, originalUrl }, caller) => ({
      method,
      originalUrl,
      caller,
    }));
    await expect(
      service.as({ credentials }).applyServiceAccount({
        entityRef: 'component:default/orders',
        cluster: 'prod-eu',
        namespace: 'shop',
        name: 'orders',
      }),
    ).resolves.toEqual({
      method: 'PUT',
      originalUrl: '/api/irsa/v1/service-accounts',
      caller: expect.objectContaining(principal),
    });
  });

  it('rejects with the error of the plugin', async () => {
    const service = await startWith(() => {
      throw new InputError('namespace: belongs to the cluster');
    });
    const irsa = service.as({ credentials: mockCredentials.user() });
    await expect(irsa.listClusters()).rejects.toMatchObject({
      name: 'ResponseError',
      statusCode: 400,
      cause: { message: 'namespace: belongs to the cluster' },
    });
  });

  it('aborts requests with the signal of the caller', async () => {
    const controller = new AbortController();
    const service = await startWith(() => {
      controller.abort();
      return {};
    });
    const irsa = service.as({
      credentials: mockCredentials.user(),
      signal: controller.signal,
    });
    await expect(irsa.listClusters()).rejects.toMatchObject({
      name: 'AbortError',
    });
  });
});
