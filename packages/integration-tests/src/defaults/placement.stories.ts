import { mockCredentials, TestDatabases } from '@backstage/backend-test-utils';
import type { Entity } from '@backstage/catalog-model';
import {
  EKS_ANNOTATIONS,
  ENTITY_KEY,
  SERVICE_ACCOUNT_ANNOTATION,
  type IamServiceAccount,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { namespaceRule } from '../__testUtils__/namespaceRule';
import { coreOf } from '../__testUtils__/coreOf';
import { componentOf } from '../__testUtils__/core';
import { groupWith } from '../__testUtils__/groupWith';
import { notificationSink } from '../__testUtils__/notificationSink';
import { startScanHost, type ScanHost } from '../__testUtils__/scans';

const databases = TestDatabases.create({
  ids: ['SQLITE_3'],
  disableDocker: true,
});

const VICTIMS = 'group:default/victims';
const VICTIM = 'user:default/vic';
const ROLE = 'arn:aws:iam::111122223333:role/that-is-not-there';

/** ServiceAccounts, the owner of their namespace, and the entity that each names. */
const PLACED = {
  // In another owner's namespace, with an entity that does not name it.
  trap: { namespace: 'evil', entity: 'ledger' },
  // In another owner's namespace, with an entity that names it too.
  agreed: { namespace: 'evil', entity: 'invoices' },
  // In the owner's namespace.
  own: { namespace: 'victims', entity: 'ledger' },
};
type Placed = keyof typeof PLACED;

const refOf = (name: Placed) => ({
  cluster: 'prod-eu',
  namespace: PLACED[name].namespace,
  name,
});

function entityOf(name: string, serviceAccount?: string): Entity {
  const annotations: Record<string, string> = serviceAccount
    ? { [SERVICE_ACCOUNT_ANNOTATION]: serviceAccount }
    : {};
  return {
    ...componentOf(name, VICTIMS, annotations),
    relations: [{ type: 'ownedBy', targetRef: VICTIMS }],
  };
}

describe("a ServiceAccount with an annotation that names somebody's entity", () => {
  let host: ScanHost;
  const { sent, factory: notifications } = notificationSink();

  const asVictim = (path: string) =>
    host.get(path).set('Authorization', mockCredentials.user.header(VICTIM));
  const namesOn = async (entity: string): Promise<string[]> => {
    const { body } = await asVictim(
      `/entities/component/default/${entity}/service-accounts`,
    );
    return body.items.map(({ name }: IamServiceAccount) => name).sort();
  };
  const verify = (name: Placed) =>
    host.post(
      `/service-accounts/${serviceAccountId(refOf(name))}/verifications`,
      {
        live: false,
      },
    );

  beforeAll(async () => {
    host = await startScanHost(databases, {
      users: { [VICTIM]: [VICTIMS] },
      entities: () => [
        groupWith(VICTIMS, [VICTIM]),
        entityOf('ledger'),
        entityOf('invoices', 'prod-eu/evil/agreed'),
        // Only the entity names the ServiceAccount, which is in another owner's namespace.
        entityOf('thief', 'prod-eu/evil/trap'),
      ],
      irsa: {
        namespaceRules: [
          namespaceRule(['group:default/team'], { namespaces: ['evil'] }),
          namespaceRule([VICTIMS], { namespaces: ['victims'] }),
        ],
        notifications: { minimumSeverity: 'low' },
      },
      features: [notifications],
    });
    const core = coreOf(host.kubeconfig);
    for (const name of ['evil', 'victims']) {
      await core.createNamespace({ body: { metadata: { name } } });
    }
    for (const [name, { namespace, entity }] of Object.entries(PLACED)) {
      await core.createNamespacedServiceAccount({
        namespace,
        body: {
          metadata: {
            name,
            annotations: {
              [EKS_ANNOTATIONS.roleArn]: ROLE,
              [ENTITY_KEY]: `component:default/${entity}`,
            },
          },
        },
      });
    }
    await host.scan('cluster:prod-eu');
  });
  afterAll(() => host?.stop());

  const shows = async () => ({
    ledger: await namesOn('ledger'),
    invoices: await namesOn('invoices'),
    thief: await namesOn('thief'),
  });
  const EXPECTED = { ledger: ['own'], invoices: ['agreed'], thief: [] };

  it("is shown on the entity page only if the entity's owner may use the namespace, or if both name each other", async () => {
    expect(await shows()).toEqual(EXPECTED);
  });

  it('is not shown to more people after a verification', async () => {
    for (const name of Object.keys(PLACED) as Placed[]) {
      expect((await verify(name)).status).toBe(200);
    }
    expect(await shows()).toEqual(EXPECTED);
    await host.scan('cluster:prod-eu');
    expect(await shows()).toEqual(EXPECTED);
  });

  it('has its entity and owners in the fleet and in the search index by the same rule', async () => {
    const { body } = await host.get(
      '/fleet/service-accounts?cluster=prod-eu&limit=500',
    );
    const rows = Object.keys(PLACED).map(name => {
      const { entityRef, owners } = body.items.find(
        (item: { name: string }) => item.name === name,
      );
      return [name, entityRef, owners];
    });
    expect(rows).toEqual([
      ['trap', null, ['group:default/team']],
      ['agreed', 'component:default/invoices', [VICTIMS]],
      ['own', 'component:default/ledger', [VICTIMS]],
    ]);
  });

  it('does not get an owner from a role that others tagged, unless the owner is recorded', async () => {
    const { roles } = host.sandbox.world.accounts.get('111122223333')!;
    const model = [...roles.values()].find(({ trustPolicy }) =>
      JSON.stringify(trustPolicy).includes(':oidc-provider/'),
    )!;
    const arn = 'arn:aws:iam::111122223333:role/irsa/tagged';
    roles.set('tagged', {
      ...model,
      id: 'AROATAGGEDXXXXXXXXXXX',
      name: 'tagged',
      path: '/irsa/',
      arn,
      tags: [
        { key: 'backstage-irsa.dev/managed-by', value: 'backstage-irsa' },
        { key: 'backstage-irsa.dev/owner', value: VICTIMS },
        { key: ENTITY_KEY, value: 'component:default/ledger' },
      ],
    });
    const roleOf = async () => {
      await host.scan('account:111122223333');
      return host.knex('inventory_roles').where({ arn }).first();
    };
    expect(await roleOf()).toMatchObject({ entity_ref: null, owners: '|' });
    await host.knex('managed_objects').insert({
      object: arn,
      service_account_id: 'gone',
      created_at: new Date().toISOString(),
      adopted: false,
    });
    expect(await roleOf()).toMatchObject({
      entity_ref: 'component:default/ledger',
      owners: `|${VICTIMS}|`,
    });
  });

  it('does not cause notifications to the owners of that entity', async () => {
    await host.notify();
    const told = JSON.stringify(
      sent.filter(
        ({ recipients }) =>
          recipients.type === 'entity' && recipients.entityRef.includes(VICTIM),
      ),
    );
    const open = await host.knex('findings').whereNull('resolved_at');
    const ownersOf = (name: Placed) => [
      ...new Set(
        open
          .filter(row => row.subject_id === serviceAccountId(refOf(name)))
          .map(({ owners }) => owners),
      ),
    ];
    expect(ownersOf('trap')).toEqual(['|group:default/team|']);
    expect(ownersOf('own')).toEqual([`|${VICTIMS}|`]);
    expect(told).not.toContain('evil/trap');
    expect(told).not.toBe('[]');
  });
});
