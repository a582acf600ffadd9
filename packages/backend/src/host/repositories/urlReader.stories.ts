import {
  coreServices,
  createBackendPlugin,
  type UrlReaderService,
} from '@backstage/backend-plugin-api';
import { urlReaderServiceFactory } from '@backstage/backend-defaults/urlReader';
import {
  createMockDirectory,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { commitToRepository } from '../localGit/commitToRepository';
import { repositoriesUrlReader } from './urlReader';

const BASE = 'http://localhost:7007/api/host-repositories';

describe('the reader of local repositories', () => {
  const mockDir = createMockDirectory();
  let reader: UrlReaderService;
  let backend: TestBackend;

  beforeAll(async () => {
    mockDir.setContent({
      'secret.yaml': 'not for the catalog',
      workspace: { 'catalog-info.yaml': 'kind: Component\n' },
    });
    await commitToRepository({
      workspace: mockDir.resolve('workspace'),
      dir: mockDir.resolve('repositories/orders'),
      message: 'Publish',
      author: { name: 'Scaffolder', email: 'scaffolder@localhost' },
    });
    backend = await startTestBackend({
      features: [
        urlReaderServiceFactory,
        repositoriesUrlReader,
        mockServices.rootConfig.factory({
          data: {
            backend: { baseUrl: 'http://localhost:7007' },
            host: { localGit: { directory: mockDir.resolve('repositories') } },
          },
        }),
        createBackendPlugin({
          pluginId: 'catalog',
          register(env) {
            env.registerInit({
              deps: { urlReader: coreServices.urlReader },
              async init({ urlReader }) {
                reader = urlReader;
              },
            });
          },
        }),
      ],
    });
  });
  afterAll(() => backend.stop());

  it('reads a file, and knows what has not changed', async () => {
    const url = `${BASE}/orders/catalog-info.yaml`;
    const { buffer, etag } = await reader.readUrl(url);
    expect((await buffer()).toString()).toBe('kind: Component\n');
    await expect(reader.readUrl(url, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    await expect(
      reader.readUrl(url, { etag: 'another' }),
    ).resolves.toMatchObject({ etag });
  });

  it('finds a file as the catalog looks for it', async () => {
    const url = `${BASE}/orders/catalog-info.yaml`;
    const { files, etag } = await reader.search(url);
    expect(files.map(file => file.url)).toEqual([url]);
    expect((await files[0].content()).toString()).toBe('kind: Component\n');
    await expect(reader.search(url, { etag })).rejects.toMatchObject({
      name: 'NotModifiedError',
    });
    const nothing = await reader.search(`${BASE}/orders/nothing.yaml`);
    expect(nothing.files).toEqual([]);
    await expect(reader.search(`${BASE}/orders/*.yaml`)).rejects.toThrow(
      'do not support URLs with patterns',
    );
  });

  it.each([
    ['a file that does not exist', `${BASE}/orders/nothing.yaml`, 'NotFound'],
    [
      'a path that leads out of the repository',
      `${BASE}/orders/..%2f..%2fsecret.yaml`,
      'NotFound',
    ],
    [
      'a path that leads out of the directory',
      `${BASE}/..%2fsecret.yaml`,
      'InputError',
    ],
    ['a tree', `${BASE}/`, 'InputError'],
    [
      'another plugin of the same backend',
      'http://localhost:7007/api/irsa/v1/clusters',
      'NotAllowed',
    ],
    [
      'another host',
      'http://localhost.example:7007/api/host-repositories/orders/catalog-info.yaml',
      'NotAllowed',
    ],
  ])('refuses %s', async (_, url, name) => {
    await expect(reader.readUrl(url)).rejects.toMatchObject({
      name: expect.stringContaining(name),
    });
  });
});
