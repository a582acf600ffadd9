import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  coreServices,
  createServiceFactory,
  type BackstageCredentials,
  type BackstageUserPrincipal,
  type HttpAuthService,
} from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
  type TestBackend,
} from '@backstage/backend-test-utils';
import { catalogServiceMock } from '@backstage/plugin-catalog-node/testUtils';
import permissionBackend from '@backstage/plugin-permission-backend';
import irsaPlugin from '@backstage-irsa/plugin-irsa-backend';
import { startSandbox, type Sandbox } from '@backstage-irsa/sandbox';
import request from 'supertest';
import { hostPolicyModule } from './module';

const ADMINISTRATOR = 'user:default/guest';
const DEVELOPER = 'user:default/ada';
const AUDITOR = 'user:default/auditor';
const VISITOR = 'user:default/visitor';
const GROUPS: Record<string, string> = {
  [ADMINISTRATOR]: 'group:default/guests',
  [DEVELOPER]: 'group:default/payments',
  [AUDITOR]: 'group:default/auditors',
  [VISITOR]: 'group:default/visitors',
};

const component = (name: string, owner: string) => ({
  apiVersion: 'backstage.io/v1alpha1',
  kind: 'Component',
  metadata: { name, namespace: 'default' },
  spec: { type: 'service', lifecycle: 'production', owner },
});

const userInfo = createServiceFactory({
  service: coreServices.userInfo,
  deps: {},
  factory: () => ({
    async getUserInfo({ principal }: BackstageCredentials) {
      const { userEntityRef } = principal as BackstageUserPrincipal;
      return {
        userEntityRef,
        ownershipEntityRefs: [userEntityRef, GROUPS[userEntityRef]],
      };
    },
  }),
});

/** A real token on behalf of a user names the plugin that asks, which the permission backend insists on; the mocked one forgets it. */
const httpAuth = createServiceFactory({
  service: coreServices.httpAuth,
  deps: { plugin: coreServices.pluginMetadata },
  factory({ plugin }) {
    const mocked = mockServices.httpAuth({ pluginId: plugin.getId() });
    const credentials: HttpAuthService['credentials'] = async (...args) => {
      const found = await mocked.credentials(...args);
      if (plugin.getId() !== 'permission') return found;
      const actor = { type: 'service', subject: 'plugin:irsa' };
      const principal = Object.assign({}, found.principal, { actor });
      return Object.assign({}, found, { principal });
    };
    return { credentials, issueUserCookie: mocked.issueUserCookie };
  },
});

function configOf(sandbox: Sandbox, directory: string) {
  return {
    permission: { enabled: true },
    host: {
      policy: {
        administrators: ['group:default/guests'],
        developers: ['group:default/Payments'],
        auditors: ['group:default/auditors'],
      },
    },
    aws: {
      accounts: [...sandbox.administrators].map(([accountId, keys]) => ({
        accountId,
        accessKeyId: keys.accessKeyId,
        secretAccessKey: keys.secretAccessKey,
      })),
    },
    irsa: {
      development: true,
      aws: { endpoint: sandbox.awsEndpoint },
      clusters: [
        {
          name: 'prod-eu',
          accountId: '111122223333',
          region: 'eu-west-1',
          access: {
            type: 'kubeconfig',
            file: join(directory, 'kubeconfig'),
            context: 'prod-eu',
          },
        },
      ],
      audit: {
        readerGroups: ['group:default/auditors', 'group:default/guests'],
      },
      guardrails: { allow: ['adoption', 'no-boundary'] },
      provisioning: { createNamespaces: true, createOidcProviders: true },
      namespaceRules: [
        {
          owners: Object.values(GROUPS),
          clusters: ['*'],
          namespaces: ['*'],
          resources: ['*'],
        },
      ],
    },
  };
}

describe('the example policy, asked by the irsa plugin through the permission backend', () => {
  const directory = mkdtempSync(join(tmpdir(), 'host-policy-'));
  let sandbox: Sandbox;
  let backend: TestBackend;

  const send = (who: string, method: 'get' | 'post' | 'put', path: string) =>
    request(backend.server)
      [method](`/api/irsa/v1${path}`)
      .set('Authorization', mockCredentials.user.header(who));
  const specOf = (name: string, rest: object = {}) => ({
    spec: {
      entityRef: `component:default/${name}`,
      cluster: 'prod-eu',
      namespace: 'permits',
      name,
      ...rest,
    },
  });
  const apply = (who: string, name: string, rest?: object) =>
    send(who, 'put', '/service-accounts').send(specOf(name, rest));

  beforeAll(async () => {
    sandbox = await startSandbox({
      directory,
      awsPort: 0,
      clusterPorts: [0, 0],
    });
    backend = await startTestBackend({
      features: [
        irsaPlugin,
        permissionBackend,
        hostPolicyModule,
        mockServices.rootConfig.factory({ data: configOf(sandbox, directory) }),
        catalogServiceMock.factory({
          entities: [
            component('reports', 'group:default/guests'),
            component('ledger', 'group:default/payments'),
          ],
        }),
        userInfo,
        httpAuth,
      ],
    });
    for (const name of ['reports', 'ledger']) {
      const who = name === 'reports' ? ADMINISTRATOR : DEVELOPER;
      const { status, body } = await apply(who, name);
      if (status !== 200) throw new Error(body.error.message);
    }
  }, 60_000);
  afterAll(async () => {
    await backend?.stop();
    await sandbox?.close();
    rmSync(directory, { recursive: true });
  });

  const namesFor = async (who: string) => {
    const { body } = await send(who, 'get', '/service-accounts');
    expect(body.total).toBe(body.items.length);
    return body.items.map(({ name }: { name: string }) => name);
  };
  const verify = async (who: string, name: string) => {
    const { body } = await send(ADMINISTRATOR, 'get', '/service-accounts');
    const { id } = body.items.find(
      (item: { name: string }) => item.name === name,
    );
    return send(who, 'post', `/service-accounts/${id}/verifications`).send({
      live: false,
    });
  };

  it.each([
    [ADMINISTRATOR, ['ledger', 'reports']],
    [DEVELOPER, ['ledger', 'reports']],
    [VISITOR, []],
  ])('%s reads %j', async (who, names) => {
    expect(await namesFor(who)).toEqual(names);
  });

  it.each([
    [ADMINISTRATOR, 200],
    [AUDITOR, 200],
    [DEVELOPER, 403],
    [VISITOR, 403],
  ])('%s reads the changes of all: %d', async (who, status) => {
    for (const path of ['/changes', '/exports/access-review']) {
      expect((await send(who, 'get', path)).status).toBe(status);
    }
  });

  it.each([
    [ADMINISTRATOR, 'ledger', 200],
    [DEVELOPER, 'ledger', 200],
    [DEVELOPER, 'reports', 403],
    [VISITOR, 'ledger', 403],
    [AUDITOR, 'ledger', 403],
  ])('%s verifies %s: %d', async (who, name, status) => {
    expect((await verify(who, name)).status).toBe(status);
  });

  it.each([
    ['a developer for an entity of another team', DEVELOPER, 'reports', {}],
    ['a developer who adopts a role', DEVELOPER, 'ledger', { adopt: true }],
    [
      'a visitor for an entity that does not exist yet',
      VISITOR,
      'new',
      { owner: 'group:default/visitors' },
    ],
  ])('refuses to write for %s', async (_, who, name, rest) => {
    const before = sandbox.world.calls.count;
    const { status, body } = await apply(who, name, rest);
    expect([status, body.error.name]).toEqual([403, 'NotAllowedError']);
    expect(sandbox.world.calls.since(before)).toEqual([]);
  });

  it('refuses a plan to a visitor', async () => {
    const { status } = await send(VISITOR, 'post', '/plans').send(
      specOf('new', { owner: 'group:default/visitors' }),
    );
    expect(status).toBe(403);
  });

  it('refuses anyone who is not signed in', async () => {
    const { status } = await request(backend.server)
      .get('/api/irsa/v1/service-accounts')
      .set('Authorization', mockCredentials.none.header());
    expect(status).toBe(401);
  });
});
