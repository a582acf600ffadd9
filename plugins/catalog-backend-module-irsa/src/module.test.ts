import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import { resourceEntityV1alpha1Validator } from '@backstage/catalog-model';
import {
  catalogProcessingExtensionPoint,
  type EntityProvider,
  type EntityProviderMutation,
} from '@backstage/plugin-catalog-node';
import type {
  FleetRole,
  FleetServiceAccount,
  Scope,
} from '@backstage-irsa/core/model';
import {
  irsaServiceRef,
  type IrsaService,
} from '@backstage-irsa/plugin-irsa-node';
import type { IrsaApi, PageQuery } from '@backstage-irsa/plugin-irsa-common';
import type { JsonObject } from '@backstage/types';
import catalogModuleIrsa from './index';

const role = (name: string, change: Partial<FleetRole> = {}): FleetRole => ({
  id: `role-${name}`,
  arn: `arn:aws:iam::111122223333:role/irsa/${name}`,
  name,
  accountId: '111122223333',
  use: 'service-account',
  serviceAccounts: 1,
  clusters: ['prod-eu'],
  lastUsedAt: null,
  unused: false,
  boundaryArn: null,
  risk: null,
  findings: 0,
  entityRef: null,
  owners: [],
  createdAt: '2026-11-24T12:00:00.000Z',
  ...change,
});
const account = (
  name: string,
  change: Partial<FleetServiceAccount> = {},
): FleetServiceAccount => ({
  id: `sa-${name}`,
  cluster: 'prod-eu',
  namespace: 'shop',
  name,
  mechanism: 'irsa',
  roleArn: `arn:aws:iam::111122223333:role/irsa/${name}`,
  roleId: `role-${name}`,
  accountId: '111122223333',
  entityRef: `component:default/${name}`,
  owners: ['group:default/payments'],
  status: 'verified',
  liveProof: null,
  checkedAt: null,
  pods: 1,
  findings: 0,
  managedByBackstage: true,
  ...change,
});

/** Returns one item per page. */
const pages =
  <T>(items: T[]) =>
  async ({ cursor }: PageQuery) => {
    const at = Number(cursor ?? 0);
    return {
      items: items.slice(at, at + 1),
      total: items.length,
      ...(at + 1 < items.length && { nextCursor: String(at + 1) }),
    };
  };

async function start(
  fleet: {
    roles: FleetRole[];
    accounts: FleetServiceAccount[];
    scopes?: Scope[];
  },
  catalog: JsonObject = {},
) {
  const providers: EntityProvider[] = [];
  const scheduler = mockServices.scheduler.mock();
  const task = jest.fn();
  scheduler.createScheduledTaskRunner.mockReturnValue({ run: task });
  const irsa: Partial<IrsaApi> = {
    listScopes: async () => ({ items: fleet.scopes ?? [] }),
    listRoles: options => pages(fleet.roles)(options),
    listFleetServiceAccounts: options => pages(fleet.accounts)(options),
  };
  const backend = await startTestBackend({
    extensionPoints: [
      [
        catalogProcessingExtensionPoint,
        {
          addEntityProvider: (provider: EntityProvider) =>
            providers.push(provider),
        },
      ],
    ],
    features: [
      catalogModuleIrsa,
      mockServices.rootConfig.factory({
        data: {
          app: { baseUrl: 'https://backstage.example/' },
          irsa: { catalog },
        },
      }),
      createServiceFactory({
        service: irsaServiceRef,
        deps: {},
        factory: (): IrsaService => ({
          as({ credentials }) {
            expect(credentials).toEqual(
              mockCredentials.service('plugin:catalog'),
            );
            return irsa as IrsaApi;
          },
        }),
      }),
      scheduler.factory,
    ],
  });
  const applyMutation = jest.fn(async (_: EntityProviderMutation) => {});
  await providers[0].connect({ applyMutation, refresh: async () => {} });
  const [[{ fn }]] = task.mock.calls;
  return {
    backend,
    scheduler,
    irsa,
    applyMutation,
    refresh: () => fn(new AbortController().signal),
    entities: async () => {
      await fn(new AbortController().signal);
      const mutation = applyMutation.mock.lastCall?.[0];
      if (mutation?.type !== 'full') throw new Error('Not a full mutation');
      return mutation.entities.map(({ entity }) => entity);
    },
  };
}

describe('the catalog module', () => {
  let stop: (() => Promise<void>) | undefined;
  const started = async (...options: Parameters<typeof start>) => {
    const all = await start(...options);
    stop = () => all.backend.stop();
    return all;
  };
  afterEach(() => stop?.());

  it('creates a resource for a role, on which the components of its ServiceAccounts depend', async () => {
    const { entities } = await started({
      roles: [role('orders')],
      accounts: [
        account('orders'),
        account('refunds', { roleId: 'role-orders' }),
        account('other', { roleId: null }),
      ],
    });
    const [entity, ...others] = await entities();
    expect(others).toEqual([]);
    expect(entity).toEqual({
      apiVersion: 'backstage.io/v1beta1',
      kind: 'Resource',
      metadata: {
        name: expect.stringMatching(/^orders-[0-9a-f]{16}$/),
        title: 'orders',
        description: 'IAM role orders in AWS account 111122223333',
        annotations: {
          'backstage.io/managed-by-location':
            'irsa:arn:aws:iam::111122223333:role/irsa/orders',
          'backstage.io/managed-by-origin-location':
            'irsa:arn:aws:iam::111122223333:role/irsa/orders',
          'aws.amazon.com/arn': 'arn:aws:iam::111122223333:role/irsa/orders',
          'backstage-irsa.dev/role-arn':
            'arn:aws:iam::111122223333:role/irsa/orders',
        },
        links: [
          {
            url: 'https://backstage.example/irsa/roles?open=role-orders',
            title: 'Permissions and ServiceAccounts',
          },
        ],
      },
      spec: {
        type: 'aws-iam-role',
        owner: 'group:default/payments',
        dependencyOf: ['component:default/orders', 'component:default/refunds'],
      },
    });
    expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(true);
  });

  const mixed = {
    roles: [
      role('orders'),
      role('owned', { owners: ['group:default/data'] }),
      role('nobodys'),
      role('of-a-system', { entityRef: 'system:default/shop' }),
    ],
    accounts: [account('orders')],
  };

  it.each([
    [undefined, ['orders']],
    ['with-component', ['orders']],
    ['with-owner', ['orders', 'owned']],
    ['all', ['orders', 'owned', 'nobodys', 'of-a-system']],
  ])(
    'includes the roles that irsa.catalog.roles %s selects',
    async (roles, expected) => {
      const { entities } = await started(mixed, roles ? { roles } : {});
      const titles = (await entities()).map(({ metadata }) => metadata.title);
      expect(titles).toEqual(expected);
    },
  );

  it('sets the owner "unknown" for a role without an owner', async () => {
    const { entities } = await started(
      { roles: [role('nobodys')], accounts: [] },
      { roles: 'all' },
    );
    const [entity] = await entities();
    expect(entity.spec).toEqual({
      type: 'aws-iam-role',
      owner: 'unknown',
      dependencyOf: [],
    });
    expect(await resourceEntityV1alpha1Validator.check(entity)).toBe(true);
  });

  it('leaves the catalog unchanged when the roles cannot be read', async () => {
    const { irsa, refresh, applyMutation } = await started(mixed);
    irsa.listRoles = async () => {
      throw new Error('irsa is away');
    };
    await expect(refresh()).rejects.toThrow('irsa is away');
    expect(applyMutation).not.toHaveBeenCalled();
  });

  it.each<[string, Pick<Scope, 'completedAt' | 'reason'>, string]>([
    [
      'deletes nothing before the first scan of an account has ended',
      { completedAt: null },
      'delta',
    ],
    [
      'replaces everything even if the first scan of an account failed',
      { completedAt: null, reason: 'AccessDenied' },
      'full',
    ],
    [
      'replaces everything during a later scan',
      { completedAt: '2026-11-24T12:00:00.000Z' },
      'full',
    ],
  ])('%s', async (_, change, type) => {
    const scope: Scope = {
      ...{ id: 'account:1', kind: 'account', name: '1', accountId: '1' },
      ...{ region: null, state: 'scanning' },
      ...change,
    };
    const { refresh, applyMutation } = await started({
      ...mixed,
      scopes: [scope],
    });
    await refresh();
    const [[mutation]] = applyMutation.mock.calls;
    expect(mutation).toMatchObject(
      type === 'full' ? { type } : { type, removed: [] },
    );
    expect(
      mutation.type === 'full' ? mutation.entities : mutation.added,
    ).toHaveLength(1);
  });

  it('reads in an order that does not change while it reads', async () => {
    const { irsa, refresh } = await started(mixed);
    const listRoles = jest.spyOn(irsa as IrsaApi, 'listRoles');
    const listAccounts = jest.spyOn(
      irsa as IrsaApi,
      'listFleetServiceAccounts',
    );
    await refresh();
    expect(listRoles.mock.calls.map(([query]) => query?.sort)).toEqual(
      mixed.roles.map(() => 'name'),
    );
    expect(listAccounts.mock.calls.map(([query]) => query?.sort)).toEqual(
      mixed.accounts.map(() => 'place'),
    );
  });

  it('uses the configured schedule', async () => {
    const { scheduler } = await started(mixed, {
      schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } },
    });
    expect(scheduler.createScheduledTaskRunner).toHaveBeenCalledWith(
      expect.objectContaining({
        frequency: { hours: 1 },
        timeout: { minutes: 5 },
      }),
    );
  });

  it('names the invalid setting', async () => {
    await expect(start(mixed, { roles: 'some' })).rejects.toThrow(
      'irsa.catalog.roles is "some": it must be one of with-component, with-owner, all.',
    );
  });
});
