import { createServiceFactory } from '@backstage/backend-plugin-api';
import {
  mockCredentials,
  mockServices,
  startTestBackend,
} from '@backstage/backend-test-utils';
import {
  TestPipeline,
  type RegisterCollatorParameters,
} from '@backstage/plugin-search-backend-node';
import { searchIndexRegistryExtensionPoint } from '@backstage/plugin-search-backend-node/alpha';
import type {
  Finding,
  FleetRole,
  FleetServiceAccount,
} from '@backstage-irsa/core/model';
import {
  irsaServiceRef,
  type IrsaService,
} from '@backstage-irsa/plugin-irsa-node';
import type { IrsaApi, PageQuery } from '@backstage-irsa/plugin-irsa-common';
import type { JsonObject } from '@backstage/types';
import searchModuleIrsa from './index';

const OWNER = 'group:default/payments';
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
  owners: [OWNER],
  status: 'verified',
  liveProof: null,
  checkedAt: null,
  pods: 1,
  findings: 0,
  managedByBackstage: true,
  ...change,
});
const role = (name: string): FleetRole => ({
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
  risk: 'high',
  findings: 0,
  entityRef: null,
  owners: [OWNER],
  createdAt: '2026-11-24T12:00:00.000Z',
});
const finding = (id: string, subject: Finding['subject']): Finding => ({
  id,
  check: 'trust-scope',
  title: 'Trust is too wide',
  severity: 'high',
  severityReasons: ['Every pod can have it.'],
  severityInUse: 'high',
  evidence: 'proved',
  message: 'Every ServiceAccount of prod-eu may assume orders.',
  remediation: 'Name the ServiceAccount in the trust policy.',
  subject,
  entityRef: null,
  owners: [OWNER],
  state: 'open',
  firstSeenAt: '2026-11-24T12:00:00.000Z',
  lastSeenAt: '2026-11-24T12:00:00.000Z',
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
    accounts?: FleetServiceAccount[];
    roles?: FleetRole[];
    findings?: Finding[];
  },
  collator: JsonObject = {},
) {
  const collators: RegisterCollatorParameters[] = [];
  const scheduler = mockServices.scheduler.mock();
  const irsa: Partial<IrsaApi> = {
    listFleetServiceAccounts: pages(fleet.accounts ?? []),
    listRoles: pages(fleet.roles ?? []),
    listFindings: pages(fleet.findings ?? []),
  };
  const backend = await startTestBackend({
    extensionPoints: [
      [
        searchIndexRegistryExtensionPoint,
        {
          addCollator: (each: RegisterCollatorParameters) =>
            collators.push(each),
        },
      ],
    ],
    features: [
      searchModuleIrsa,
      mockServices.rootConfig.factory({
        data: { search: { collators: { irsa: collator } } },
      }),
      createServiceFactory({
        service: irsaServiceRef,
        deps: {},
        factory: (): IrsaService => ({
          as({ credentials }) {
            expect(credentials).toEqual(
              mockCredentials.service('plugin:search'),
            );
            return irsa as IrsaApi;
          },
        }),
      }),
      scheduler.factory,
    ],
  });
  const [{ factory }] = collators;
  return {
    backend,
    irsa,
    factory,
    scheduler,
    documents: async () =>
      (await TestPipeline.fromCollator(await factory.getCollator()).execute())
        .documents,
  };
}

describe('the search module', () => {
  let stop: (() => Promise<void>) | undefined;
  const started = async (...options: Parameters<typeof start>) => {
    const all = await start(...options);
    stop = () => all.backend.stop();
    return all;
  };
  afterEach(() => stop?.());

  it('creates documents of type irsa, visible to anyone who may read the IAM service account', async () => {
    const { factory } = await started({});
    expect(factory.type).toBe('irsa');
    expect(factory.visibilityPermission?.name).toBe(
      'irsa.service-account.read',
    );
  });

  it('reads in an order that does not change while it reads', async () => {
    const { irsa, documents } = await started({
      accounts: [account('orders')],
    });
    const reads = [
      ['listFleetServiceAccounts', 'place'],
      ['listRoles', 'name'],
      ['listFindings', 'age'],
    ] as const;
    const spies = reads.map(([method]) => jest.spyOn(irsa as IrsaApi, method));
    await documents();
    expect(
      spies.map(({ mock }) => mock.calls.map(([query]) => query?.sort)),
    ).toEqual(reads.map(([, sort]) => [sort]));
  });

  it('finds IAM service accounts, roles, and findings', async () => {
    const { documents } = await started({
      accounts: [account('orders')],
      roles: [role('orders')],
      findings: [
        finding('f1', {
          kind: 'service-account',
          id: 'sa-orders',
          name: 'shop/orders',
          cluster: 'prod-eu',
        }),
      ],
    });
    const tab = '/catalog/default/component/orders/aws-access';
    const query = 'service-account=prod-eu%2Fshop%2Forders';
    expect(await documents()).toEqual([
      {
        kind: 'IAM service account',
        title: 'shop/orders in prod-eu',
        text: 'ServiceAccount orders in namespace shop of cluster prod-eu. It has the role arn:aws:iam::111122223333:role/irsa/orders. Its checks pass. It belongs to component:default/orders.',
        location: `${tab}?${query}`,
        owner: OWNER,
        cluster: 'prod-eu',
        namespace: 'shop',
        role: 'orders',
        status: 'checksPass',
        authorization: { resourceRef: 'sa-orders' },
      },
      {
        kind: 'IAM role',
        title: 'orders',
        text: 'IAM role arn:aws:iam::111122223333:role/irsa/orders in AWS account 111122223333. ServiceAccounts that have it: 1. Its highest risk is high.',
        location: `${tab}?${query}&role=role-orders`,
        owner: OWNER,
        role: 'orders',
        severity: 'high',
        authorization: { resourceRef: 'sa-orders' },
      },
      {
        kind: 'Finding',
        title: 'Trust is too wide – shop/orders',
        text: 'Every ServiceAccount of prod-eu may assume orders. Name the ServiceAccount in the trust policy. Severity high. Cluster prod-eu. Check trust-scope.',
        location: `${tab}?${query}&finding=f1`,
        owner: OWNER,
        cluster: 'prod-eu',
        namespace: 'shop',
        role: 'orders',
        severity: 'high',
        authorization: { resourceRef: 'sa-orders' },
      },
    ]);
  });

  it('links to the fleet page when there is no entity', async () => {
    const { documents } = await started({
      accounts: [account('orders', { entityRef: null })],
      roles: [role('orders')],
      findings: [
        finding('f2', {
          kind: 'service-account',
          id: 'sa-orders',
          name: 'shop/orders',
        }),
      ],
    });
    expect((await documents()).map(({ location }) => location)).toEqual([
      '/irsa/service-accounts?open=sa-orders',
      '/irsa/roles?open=role-orders',
      '/irsa/findings?open=f2',
    ]);
  });

  it('sets a resource to authorize and a unique location for every document', async () => {
    const { documents } = await started({
      accounts: [
        account('a', { entityRef: 'component:default/one' }),
        account('b', { entityRef: 'component:default/one', roleId: 'role-a' }),
      ],
      roles: [role('a')],
      findings: [
        finding('f1', { kind: 'role', id: 'role-a', name: 'a' }),
        finding('f2', { kind: 'role', id: 'role-a', name: 'a' }),
      ],
    });
    const all = await documents();
    expect(all.map(({ authorization }) => authorization?.resourceRef)).toEqual([
      'sa-a',
      'sa-b',
      'sa-a',
      'sa-a',
      'sa-a',
    ]);
    expect(new Set(all.map(({ location }) => location)).size).toBe(all.length);
  });

  it('leaves out resources that belong to no IAM service account, which only the fleet page shows', async () => {
    const { documents } = await started({
      accounts: [account('a')],
      roles: [role('unheld')],
      findings: [
        finding('f1', { kind: 'cluster', id: 'c1', name: 'prod-eu' }),
        finding('f2', { kind: 'role', id: 'role-unheld', name: 'unheld' }),
        finding('f3', { kind: 'workload', id: 'w', name: 'deployment/a' }),
      ],
    });
    expect((await documents()).map(({ title }) => title)).toEqual([
      'shop/a in prod-eu',
    ]);
  });

  it('uses the configured schedule', async () => {
    const { scheduler } = await started(
      {},
      { schedule: { frequency: { hours: 1 }, timeout: { minutes: 5 } } },
    );
    expect(scheduler.createScheduledTaskRunner).toHaveBeenCalledWith(
      expect.objectContaining({
        frequency: { hours: 1 },
        timeout: { minutes: 5 },
      }),
    );
  });

  it.each([0, 501, 1.5])('rejects a batch size of %d', async batchSize => {
    await expect(start({}, { batchSize })).rejects.toThrow(
      `search.collators.irsa.batchSize is ${batchSize}: it must be a whole number from 1 to 500.`,
    );
  });
});
