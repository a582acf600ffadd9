import { join } from 'node:path';
import {
  createMockDirectory,
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import request from 'supertest';
import { commitToRepository } from '../localGit/commitToRepository';
import { hostRepositoriesPlugin } from './plugin';

describe('hostRepositoriesPlugin', () => {
  const mockDir = createMockDirectory();
  const base = '/api/host-repositories';
  let backend: TestBackend;
  const get = (path: string) =>
    request(backend.server)
      .get(path)
      .set('Authorization', mockCredentials.user.header());

  beforeAll(async () => {
    mockDir.setContent({
      secret: 'not for the world',
      workspace: {
        'catalog-info.yaml': 'kind: Component\n',
        k8s: { 'page.html': '<script>alert(1)</script>' },
      },
      repositories: { 'not-a-repository': { 'file.txt': 'x' } },
    });
    const directory = mockDir.resolve('repositories');
    await commitToRepository({
      workspace: mockDir.resolve('workspace'),
      dir: join(directory, 'orders'),
      message: 'Publish',
      author: { name: 'Scaffolder', email: 'scaffolder@localhost' },
    });
    backend = await startTestBackend({
      features: [
        hostRepositoriesPlugin,
        mockServices.httpAuth.factory({
          defaultCredentials: mockCredentials.none(),
        }),
        mockServices.rootConfig.factory({
          data: { host: { localGit: { directory } } },
        }),
      ],
    });
  });
  afterAll(() => backend.stop());

  it.each(['/orders', '/orders/catalog-info.yaml', '/orders/nothing.yaml'])(
    'refuses %s without credentials',
    async path => {
      const { status, text } = await request(backend.server).get(
        `${base}${path}`,
      );
      expect(status).toBe(401);
      expect(text).not.toContain('kind: Component');
    },
  );

  it('serves a file, and knows what has not changed', async () => {
    const url = `${base}/orders/catalog-info.yaml`;
    const first = await get(url);
    expect(first.status).toBe(200);
    expect(first.text).toBe('kind: Component\n');

    const second = await get(url).set('If-None-Match', first.headers.etag);
    expect(second.status).toBe(304);
  });

  it('lists the files', async () => {
    const { text } = await get(`${base}/orders`);
    expect(text).toBe('catalog-info.yaml\nk8s/page.html\n');
  });

  it('serves every file as plain text', async () => {
    const { headers } = await get(`${base}/orders/k8s/page.html`);
    expect(headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  it.each([
    ['a repository that does not exist', '/payments', 404],
    ['a directory that is not a repository', '/not-a-repository', 404],
    ['a file that does not exist', '/orders/nothing.yaml', 404],
    ['a directory', '/orders/k8s', 404],
    ['the Git directory', '/orders/.git/config', 404],
    [
      'a path that leads out of the repository',
      '/orders/..%2f..%2fsecret',
      404,
    ],
    ['a name that leads out of the directory', '/..%2f', 400],
    ['a file path that leads out of the directory', '/..%2f/secret', 400],
  ])('refuses %s', async (_, path, status) => {
    const response = await get(`${base}${path}`);
    expect(response.status).toBe(status);
    expect(response.text).not.toContain('not for the world');
  });
});
