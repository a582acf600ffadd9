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
const COLLEAGUE = { userEntityRef: 'user:default/grace' };

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

/** The status of the local repositories' route, and of sign-in as a guest and as a colleague. */
async function statuses(data: object): Promise<number[]> {
  const backend = await start(data);
  try {
    const answers = [];
    for (const path of [
      '/api/host-repositories/nothing-here',
      '/api/auth/guest/refresh',
      '/api/auth/colleague/refresh',
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
    const [repositories, guest, colleague] = await statuses({
      irsa: { development: true },
      auth: {
        environment: 'development',
        providers: { guest: GUEST, colleague: COLLEAGUE },
      },
    });
    expect(repositories).toBe(404);
    // The providers are there, and themselves ask for NODE_ENV=development.
    expect([guest, colleague]).toEqual([403, 403]);
  }, 60_000);
});

describe('without irsa.development', () => {
  it('local repositories, guests and colleagues are not there', async () => {
    const answers = await statuses({
      auth: { environment: 'production', providers: { colleague: COLLEAGUE } },
    });
    expect(answers).toEqual([0, 404, 404]);
  }, 60_000);
});
