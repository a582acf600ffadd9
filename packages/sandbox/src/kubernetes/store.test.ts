import type { KubeObject } from './objects';
import { configMaps } from './resources/configMaps';
import { nodes } from './resources/nodes';
import { KubeStore } from './store';

const configMap = (namespace: string, name: string): KubeObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { namespace, name },
});

const namesIn = (store: KubeStore, namespace?: string) =>
  store
    .list(configMaps, namespace)
    .map(({ metadata }) => `${metadata.namespace}/${metadata.name}`);

describe('KubeStore.list', () => {
  it('returns each change immediately, sorted by namespace and name', () => {
    const store = new KubeStore();
    store.insert(configMaps, configMap('shop', 'b'));
    store.insert(configMaps, configMap('data', 'z'));
    expect(namesIn(store)).toEqual(['data/z', 'shop/b']);
    store.insert(configMaps, configMap('shop', 'a'));
    expect(namesIn(store)).toEqual(['data/z', 'shop/a', 'shop/b']);
    expect(namesIn(store, 'shop')).toEqual(['shop/a', 'shop/b']);
    store.remove(configMaps, 'shop', 'b');
    expect(namesIn(store, 'shop')).toEqual(['shop/a']);
    const [a] = store.list(configMaps, 'shop');
    store.replace(configMaps, {
      ...a,
      metadata: { ...a.metadata, labels: { team: 'shop' } },
    });
    expect(store.list(configMaps, 'shop')).toMatchObject([
      { metadata: { name: 'a', labels: { team: 'shop' } } },
    ]);
  });

  it('reuses the list of a resource while only other resources change', () => {
    const store = new KubeStore();
    store.insert(configMaps, configMap('shop', 'a'));
    const before = store.list(configMaps);
    store.insert(nodes, {
      apiVersion: 'v1',
      kind: 'Node',
      metadata: { name: 'n' },
    });
    expect(store.list(configMaps)).toBe(before);
  });
});
