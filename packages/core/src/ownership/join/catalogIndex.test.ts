import type { Entity } from '@backstage/catalog-model';
import { CLUSTER } from '../../__testUtils__/observed';
import type { Ownership } from '../../findings/types';
import { createCatalogIndex, type NamespacedObject } from './catalogIndex';

const RULES = [
  {
    owners: ['group:default/shop'],
    clusters: ['*'],
    namespaces: ['production', 'shop-*'],
  },
  {
    owners: ['group:default/platform'],
    clusters: ['prod-eu'],
    namespaces: ['*'],
  },
];

function entity(
  name: string,
  annotations: Record<string, string> = {},
  owner = 'group:default/shop',
  kind = 'Component',
): Entity {
  return {
    apiVersion: 'backstage.io/v1alpha1',
    kind,
    metadata: { name, annotations },
    relations: [
      { type: 'ownedBy', targetRef: owner },
      { type: 'partOf', targetRef: 'component:default/parent' },
      { type: 'partOf', targetRef: 'system:default/shop' },
    ],
  };
}

const ORDERS: Ownership = {
  entityRef: 'component:default/orders',
  system: 'system:default/shop',
  owners: ['group:default/shop'],
};
const NOBODY: Ownership = {
  entityRef: null,
  owners: ['group:default/shop', 'group:default/platform'],
};

function object(change: Partial<NamespacedObject> = {}): NamespacedObject {
  return {
    cluster: 'prod-eu',
    namespace: 'production',
    name: 'orders',
    labels: {},
    annotations: {},
    ...change,
  };
}

const indexOf = (...entities: Entity[]) =>
  createCatalogIndex(entities, { rules: RULES, clusters: [CLUSTER] });

const NAMES_IT = {
  'backstage-irsa.dev/service-account': 'prod-eu/production/orders',
};

describe('the ownership of a ServiceAccount', () => {
  it('falls back to the owners of the namespace if no entity names it', () => {
    expect(indexOf().serviceAccount(object())).toEqual(NOBODY);
    const elsewhere = object({ cluster: 'unknown' });
    expect(indexOf().serviceAccount(elsewhere)).toEqual({
      entityRef: null,
      owners: [],
    });
  });

  describe('if the ServiceAccount names its entity', () => {
    const annotations = {
      'backstage-irsa.dev/entity': 'Component:default/Orders',
    };
    const foreign = object({ annotations, namespace: 'evil' });
    const PLATFORM = { entityRef: null, owners: ['group:default/platform'] };

    it('follows the entity if its owner may use the namespace', () => {
      const index = indexOf(entity('orders'));
      expect(index.serviceAccount(object({ annotations }))).toEqual(ORDERS);
      expect(index.serviceAccount(foreign)).toEqual(PLATFORM);
    });

    it('follows the entity in another namespace if the entity also names the ServiceAccount', () => {
      const both = (ref: string) =>
        indexOf(
          entity('orders', { 'backstage-irsa.dev/service-account': ref }),
        );
      expect(both('prod-eu/evil/orders').serviceAccount(foreign)).toEqual(
        ORDERS,
      );
      for (const other of [
        'prod-eu/evil/other',
        'staging-eu/evil/orders',
        'prod-eu/production/orders',
      ]) {
        expect(both(other).serviceAccount(foreign)).toEqual(PLATFORM);
      }
      // The annotation of the entity alone has no effect either.
      const unnamed = object({ namespace: 'evil' });
      expect(both('prod-eu/evil/orders').serviceAccount(unnamed)).toEqual(
        PLATFORM,
      );
    });

    it('ignores the entity for a workload in a namespace that its owner may not use', () => {
      const index = indexOf(
        entity('orders', {
          'backstage-irsa.dev/service-account': 'prod-eu/evil/orders',
        }),
      );
      expect(index.workload(object({ annotations }))).toEqual(ORDERS);
      expect(index.workload(foreign)).toEqual(PLATFORM);
    });
  });

  it('ignores an entity that the catalog does not contain', () => {
    const annotations = { 'backstage-irsa.dev/entity': 'component:default/x' };
    expect(indexOf().serviceAccount(object({ annotations }))).toEqual(NOBODY);
  });

  it.each<[string, Record<string, string>, Partial<NamespacedObject>]>([
    ['the entity names it', NAMES_IT, {}],
    [
      'both have the same kubernetes-id',
      { 'backstage.io/kubernetes-id': 'orders' },
      { labels: { 'backstage.io/kubernetes-id': 'orders' } },
    ],
    [
      'its labels match the label selector of the entity',
      { 'backstage.io/kubernetes-label-selector': 'app=orders,tier!=db' },
      { labels: { app: 'orders' } },
    ],
    [
      'only one component claims the namespace',
      { 'backstage.io/kubernetes-namespace': 'production' },
      {},
    ],
  ])('follows the entity if %s', (_, annotations, change) => {
    const mine = indexOf(entity('orders', annotations), entity('other'));
    expect(mine.serviceAccount(object(change))).toEqual(ORDERS);
    // The same annotations in an entity whose owner may not use the namespace.
    const stranger = entity('orders', annotations, 'group:default/stranger');
    expect(indexOf(stranger).serviceAccount(object(change))).toEqual(NOBODY);
    // System namespaces have no owner.
    expect(
      mine.serviceAccount(object({ ...change, namespace: 'kube-system' })),
    ).toEqual({ entityRef: null, owners: [] });
  });

  it('ignores the claim of an entity whose owner may not use the namespace', () => {
    const index = indexOf(
      entity('a-thief', NAMES_IT, 'group:default/stranger'),
      entity('orders', NAMES_IT),
    );
    expect(index.serviceAccount(object())).toEqual(ORDERS);
  });

  it('follows no component if two claim the namespace', () => {
    const claim = { 'backstage.io/kubernetes-namespace': 'production' };
    const two = indexOf(entity('orders', claim), entity('invoices', claim));
    expect(two.serviceAccount(object())).toEqual(NOBODY);
    const other = indexOf(
      entity('orders', claim),
      entity('api', claim, 'group:default/shop', 'API'),
      entity('thief', claim, 'group:default/stranger'),
    );
    expect(other.serviceAccount(object())).toEqual(ORDERS);
  });

  it('prefers explicit claims to indirect ones', () => {
    const labels = { 'backstage.io/kubernetes-id': 'b', app: 'c' };
    const entities = [
      entity('a', NAMES_IT),
      entity('b', { 'backstage.io/kubernetes-id': 'b' }),
      entity('c', { 'backstage.io/kubernetes-label-selector': 'app=c' }),
      entity('d', { 'backstage.io/kubernetes-namespace': 'production' }),
    ];
    const found = entities.map(
      (_, index) =>
        indexOf(...entities.slice(index)).serviceAccount(object({ labels }))
          .entityRef,
    );
    expect(found).toEqual(
      ['a', 'b', 'c', 'd'].map(name => `component:default/${name}`),
    );
  });

  it('includes entities that are added later', () => {
    const claim = { 'backstage.io/kubernetes-namespace': 'production' };
    const selector = { 'backstage.io/kubernetes-label-selector': 'app=c' };
    const index = indexOf(entity('orders', claim));
    const labeled = object({ labels: { app: 'c' } });
    expect(index.serviceAccount(labeled)).toEqual(ORDERS);
    index.add([entity('c', selector)]);
    expect(index.serviceAccount(labeled).entityRef).toBe('component:default/c');
    expect(index.serviceAccount(object())).toEqual(ORDERS);
    index.add([entity('invoices', claim)]);
    expect(index.serviceAccount(object())).toEqual(NOBODY);
  });

  describe('if several entities claim it', () => {
    const byId = { 'backstage.io/kubernetes-id': 'orders' };
    const bySelector = { 'backstage.io/kubernetes-label-selector': 'app=c' };
    const byNamespace = { 'backstage.io/kubernetes-namespace': 'production' };
    const labeled = object({ labels: { ...byId, app: 'c' } });

    it.each<[string, Record<string, string>]>([
      ['by its name', NAMES_IT],
      ['by the kubernetes-id', byId],
      ['by a label selector', bySelector],
    ])('follows none of them in any order: %s', (_, claim) => {
      const two = [entity('aaa', claim), entity('orders', claim)];
      for (const entities of [two, [...two].reverse()]) {
        expect(indexOf(...entities).serviceAccount(labeled)).toEqual(NOBODY);
      }
    });

    it('is not decided by a weaker claim', () => {
      const claims = [NAMES_IT, byId, bySelector, byNamespace];
      for (const [at, claim] of claims.entries()) {
        const all = Object.assign({}, ...claims.slice(at));
        const index = indexOf(entity('aaa', all), entity('orders', claim));
        expect(index.serviceAccount(labeled)).toEqual(NOBODY);
      }
      const index = indexOf(
        entity('aaa', { ...byId, ...byNamespace }),
        entity('orders', byId),
      );
      expect(index.workload(labeled)).toEqual(NOBODY);
      expect(index.workload({ ...labeled, serviceAccount: ORDERS })).toEqual(
        NOBODY,
      );
    });

    it('follows the one that it names or that an administrator linked', () => {
      const index = indexOf(
        entity('aaa', NAMES_IT),
        entity('orders', NAMES_IT),
      );
      const annotations = {
        'backstage-irsa.dev/entity': 'component:default/orders',
      };
      expect(index.serviceAccount(object({ annotations }))).toEqual(ORDERS);
      const linkedTo = 'component:default/orders';
      expect(index.serviceAccount(object({ linkedTo }))).toEqual(ORDERS);
    });

    it('follows the one that claims it twice', () => {
      const [[key, ref]] = Object.entries(NAMES_IT);
      const twice = entity('orders', { [key]: `${ref}, ${ref}` });
      expect(indexOf(twice).serviceAccount(object())).toEqual(ORDERS);
      expect(indexOf(twice, twice).serviceAccount(object())).toEqual(ORDERS);
    });
  });

  it.each([
    ['backstage.io/kubernetes-cluster', 'staging-eu'],
    ['backstage.io/kubernetes-namespace', 'shop-eu'],
  ])('follows labels only within %s of the entity', (key, value) => {
    const index = indexOf(
      entity('orders', {
        'backstage.io/kubernetes-id': 'orders',
        [key]: value,
      }),
    );
    const labels = { 'backstage.io/kubernetes-id': 'orders' };
    expect(index.serviceAccount(object({ labels })).entityRef).toBeNull();
  });
});

describe('a link by an administrator', () => {
  const linkedTo = 'Component:default/Orders';
  const ownedBy = (...owners: string[]): Entity => ({
    ...entity('orders'),
    relations: owners.map(targetRef => ({ type: 'ownedBy', targetRef })),
  });

  it('applies if the rules let the owner use the namespace', () => {
    const index = indexOf(entity('orders'));
    expect(index.serviceAccount(object({ linkedTo }))).toEqual(ORDERS);
    expect(index.isLinkable(object({ linkedTo }))).toBe(true);
  });

  it.each<[string, Entity[], Partial<NamespacedObject>]>([
    [
      'a namespace that its owner may not use',
      [entity('orders')],
      { namespace: 'evil' },
    ],
    ['a system namespace', [entity('orders')], { namespace: 'default' }],
    [
      'an entity whose owner may not use the namespace',
      [entity('orders', {}, 'group:default/stranger')],
      {},
    ],
    [
      'an entity with two owners, of which one may not use the namespace',
      [ownedBy('group:default/shop', 'group:default/stranger')],
      {},
    ],
    ['an entity without an owner', [ownedBy()], {}],
    ['an entity that does not exist', [], {}],
  ])('does not apply to %s', (_, entities, change) => {
    const index = indexOf(...entities);
    const linked = object({ linkedTo, ...change });
    expect(index.serviceAccount(linked).entityRef).toBeNull();
    expect(index.isLinkable(linked)).toBe(false);
  });

  it('has a lower priority than the annotation of an entity', () => {
    const index = indexOf(entity('orders'), entity('other', NAMES_IT));
    expect(index.serviceAccount(object({ linkedTo })).entityRef).toBe(
      'component:default/other',
    );
  });
});

describe('the proposed entity of a ServiceAccount without an entity', () => {
  const proposed = (
    change: Partial<NamespacedObject> & { tags?: Record<string, string> },
    ...entities: Entity[]
  ) =>
    indexOf(...entities).proposal({
      tags: {},
      ...object({ name: 'x' }),
      ...change,
    });

  it.each([
    [
      'Label app.kubernetes.io/name of the ServiceAccount',
      { labels: { 'app.kubernetes.io/name': 'orders', app: 'x' } },
    ],
    [
      'Label app of the ServiceAccount',
      { labels: { app: 'orders' }, tags: { service: 'billing' } },
    ],
    ['Tag service of the role', { tags: { Service: 'Orders' } }],
    ['Name of the ServiceAccount', { name: 'orders' }],
    ['Name of the ServiceAccount', { name: 'orders-sa' }],
    ['Name of the namespace', { namespace: 'shop-eu' }],
  ])('is found by %s: %j', (reason, change) => {
    expect(
      proposed(
        change,
        entity('orders'),
        entity('billing'),
        entity('shop-eu', {}),
      ),
    ).toEqual({
      entityRef: `component:default/${
        'namespace' in change ? 'shop-eu' : 'orders'
      }`,
      reason,
    });
  });

  it('is found by its Kubernetes ID', () => {
    const id = { 'backstage.io/kubernetes-id': 'orders' };
    expect(proposed({ name: 'orders' }, entity('cart', id))?.entityRef).toBe(
      'component:default/cart',
    );
  });

  it.each<[string, Entity[]]>([
    [
      'the matching entity has another owner',
      [entity('orders', {}, 'group:default/other')],
    ],
    [
      'the matching entity is not a component',
      [entity('orders', {}, 'group:default/shop', 'API')],
    ],
    [
      'two entities match',
      [
        entity('orders'),
        entity('cart', { 'backstage.io/kubernetes-id': 'orders' }),
      ],
    ],
  ])('is none if %s', (_, entities) => {
    expect(proposed({ name: 'orders' }, ...entities)).toBeUndefined();
  });
});

describe('the ownership of a workload', () => {
  const index = indexOf(
    entity('worker', { 'backstage.io/kubernetes-id': 'worker' }),
    entity('shop', { 'backstage.io/kubernetes-namespace': 'production' }),
  );
  const labels = { 'backstage.io/kubernetes-id': 'worker' };

  it.each<[string, Partial<NamespacedObject>, Ownership | undefined, string]>([
    ['its own label', { labels }, ORDERS, 'worker'],
    ['its ServiceAccount', {}, ORDERS, 'orders'],
    ['the namespace if its ServiceAccount has no owner', {}, NOBODY, 'shop'],
    ['the namespace if its ServiceAccount is unknown', {}, undefined, 'shop'],
  ])('follows %s', (_, change, serviceAccount, name) => {
    const workload = { ...object(change), serviceAccount };
    expect(index.workload(workload).entityRef).toBe(
      `component:default/${name}`,
    );
  });
});

describe('the ownership of a role', () => {
  const index = indexOf(entity('orders'));
  const role = (tags: Record<string, string>, ...holders: Ownership[]) =>
    index.role({ accountId: '111122223333', tags, holders });
  const tags = {
    'backstage-irsa.dev/entity': 'component:default/orders',
    'backstage-irsa.dev/owner': 'group:default/Other',
  };
  const holder = (change: Partial<Ownership> = {}) => ({
    ...ORDERS,
    id: 'sa-1',
    ...change,
  });

  it('follows the ServiceAccount that uses it, despite its tags', () => {
    const invoices = 'component:default/invoices';
    expect(role(tags, holder({ entityRef: invoices }))).toEqual({
      ...ORDERS,
      entityRef: invoices,
    });
  });

  it('has all owners of its ServiceAccounts, and no entity if they differ', () => {
    expect(
      role(
        {},
        holder(),
        holder({ entityRef: null, owners: ['group:default/billing'] }),
      ),
    ).toEqual({
      entityRef: null,
      owners: ['group:default/shop', 'group:default/billing'],
    });
  });

  it('follows its tags if no ServiceAccount uses it', () => {
    const shop = { ...tags, 'backstage-irsa.dev/owner': 'group:default/shop' };
    expect(role(shop)).toEqual(ORDERS);
    expect(role({ 'backstage-irsa.dev/owner': 'group:default/Other' })).toEqual(
      { entityRef: null, owners: ['group:default/other'] },
    );
    expect(role({})).toEqual({ entityRef: null, owners: [] });
  });

  it('follows its owner tag if its entity has another owner now', () => {
    const other = { entityRef: null, owners: ['group:default/other'] };
    expect(role(tags)).toEqual(other);
    const { 'backstage-irsa.dev/entity': name } = tags;
    expect(role({ 'backstage-irsa.dev/entity': name })).toEqual({
      ...other,
      owners: [],
    });
  });

  it.each(['payments', 'Payments Team', 'group:', 'a:b/c/d', ':/', '<b>:x/y'])(
    'ignores the owner tag %j, which is not a reference',
    owner => {
      expect(role({ 'backstage-irsa.dev/owner': owner }).owners).toEqual([]);
    },
  );
});
