import type { ObjectApi } from '../objectApi';
import { resourceDefinitions } from '../resources';
import { namespaces } from '../resources/namespaces';
import { serviceAccounts } from '../resources/serviceAccounts';
import type { Controller } from './controller';
import { isOf } from './controller';

/** How long a deleted namespace stays visible as terminating, in milliseconds. */
const TERMINATION_MILLISECONDS = 500;

/** Keeps a `default` ServiceAccount in each active namespace, and deletes the objects of a terminating one. */
export const namespaceController: Controller = (api, change) => {
  if (isOf(namespaces, change) && !change.removed) {
    const { name } = change.object.metadata;
    if (change.object.status?.phase === 'Terminating') {
      empty(api, name);
    } else {
      ensureDefaultServiceAccount(api, name);
    }
  } else if (
    change.removed &&
    isOf(serviceAccounts, change) &&
    change.object.metadata.name === 'default'
  ) {
    ensureDefaultServiceAccount(api, change.object.metadata.namespace ?? '');
  }
};

function ensureDefaultServiceAccount(api: ObjectApi, namespace: string): void {
  const active = api.store.get(namespaces, '', namespace);
  if (
    active?.status?.phase === 'Active' &&
    !api.store.get(serviceAccounts, namespace, 'default')
  ) {
    api.create(
      serviceAccounts,
      {
        apiVersion: 'v1',
        kind: 'ServiceAccount',
        metadata: { name: 'default', namespace },
      },
      {
        writer: { manager: 'kube-controller-manager', operation: 'Update' },
      },
    );
  }
}

function empty(api: ObjectApi, namespace: string): void {
  for (const definition of resourceDefinitions) {
    for (const { metadata } of api.store.all(definition, namespace)) {
      if (
        definition.namespaced &&
        api.store.get(definition, namespace, metadata.name)
      ) {
        api.delete(definition, namespace, metadata.name);
      }
    }
  }
  setTimeout(
    () => api.finalizeNamespace(namespace),
    TERMINATION_MILLISECONDS,
  ).unref();
}
