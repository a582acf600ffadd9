import { render, screen, waitFor } from '@testing-library/react';
import App from './App';

const BACKEND = 'http://localhost:7007';
const CONFIG = {
  app: { title: 'Test' },
  backend: { baseUrl: BACKEND },
};

const encode = (part: object) =>
  Buffer.from(JSON.stringify(part)).toString('base64url');
const EXPIRES = Math.floor(Date.now() / 1000) + 3600;
const TOKEN = `${encode({})}.${encode({ exp: EXPIRES })}.signature`;
const SESSION = {
  profile: {},
  providerInfo: {},
  backstageIdentity: {
    token: TOKEN,
    identity: {
      type: 'user',
      userEntityRef: 'user:default/guest',
      ownershipEntityRefs: ['user:default/guest'],
    },
  },
};

describe('App', () => {
  it('signs in as the guest and opens the catalog', async () => {
    // The app takes its configuration from an object here, while Node.js makes a string of every variable.
    Object.defineProperty(process, 'env', {
      value: {
        NODE_ENV: 'test',
        APP_CONFIG: [{ data: CONFIG, context: 'test' }],
      },
    });
    const requests: string[] = [];
    global.fetch = async input => {
      const { href } = new URL(input instanceof Request ? input.url : input);
      requests.push(href);
      return Response.json(
        href.startsWith(`${BACKEND}/api/auth/guest/refresh`)
          ? SESSION
          : { items: [], totalItems: 0, pageInfo: {}, facets: {} },
      );
    };

    render(App.createRoot());

    const catalog = await screen.findByRole(
      'link',
      { name: 'Catalog' },
      { timeout: 30_000 },
    );
    await waitFor(() =>
      expect(catalog).toHaveAttribute('aria-current', 'page'),
    );
    expect(requests[0]).toContain('/api/auth/guest/refresh');
  }, 60_000);
});
