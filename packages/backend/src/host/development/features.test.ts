import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import authPlugin from '@backstage/plugin-auth-backend';
import scaffolderPlugin from '@backstage/plugin-scaffolder-backend';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import request from 'supertest';
import { hostDevelopmentFeatures } from './features';

const GUEST = { userEntityRef: 'user:default/guest' };

type Data = NonNullable<
  Parameters<typeof mockServices.rootConfig.factory>[0]
>['data'];

const start = (data: object) =>
  startTestBackend({
    features: [
      authPlugin,
      scaffolderPlugin,
      hostDevelopmentFeatures,
      catalogServiceMock.factory({ entities: [] }),
      mockServices.rootConfig.factory({
        data: {
          backend: { baseUrl: 'http://localhost:7007' },
          app: { baseUrl: 'http://localhost:3000' },
          ...data,
        } as Data,
      }),
    ],
  });

/** The status of the local repositories' route, and of sign-in as a guest. */
async function statuses(data: object): Promise<number[]> {
  const backend = await start(data);
  try {
    const answers = [];
    for (const path of [
      '/api/host-repositories/nothing-here',
      '/api/auth/guest/refresh',
    ]) {
      const { status, body } = await request(backend.server)
        .get(path)
        .set('X-Requested-With', 'XMLHttpRequest')
        .set('Authorization', mockCredentials.user.header());
      const isRoute = body.error?.message !== undefined;
      answers.push(isRoute ? status : 0);
    }
    return answers;
  } finally {
    await backend.stop();
  }
}

describe('what only development has', () => {
  it('is there with irsa.development', async () => {
    const [repositories, guest] = await statuses({
      irsa: { development: true },
      auth: { environment: 'development', providers: { guest: GUEST } },
    });
    expect(repositories).toBe(404);
    // The provider is there, and itself asks for NODE_ENV=development.
    expect(guest).toBe(403);
  }, 60_000);
});

describe('without irsa.development', () => {
  it('local repositories and guests are not there', async () => {
    const [repositories, guest] = await statuses({
      auth: { environment: 'production', providers: {} },
    });
    expect([repositories, guest]).toEqual([0, 404]);
  }, 60_000);
});
