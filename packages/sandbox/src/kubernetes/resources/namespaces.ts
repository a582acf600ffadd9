import { labelName } from '../names';
import type { Namespace } from '../objects';
import { defineResource } from './definition';

export const namespaces = defineResource<Namespace>({
  group: '',
  version: 'v1',
  resource: 'namespaces',
  singular: 'namespace',
  kind: 'Namespace',
  shortNames: ['ns'],
  namespaced: false,
  subresources: ['status'],
  nameRule: labelName,
  columns: [{ name: 'Status', cell: ns => ns.status?.phase ?? 'Active' }],
  setDefaults: ns => {
    ns.metadata.labels = {
      ...ns.metadata.labels,
      'kubernetes.io/metadata.name': ns.metadata.name,
    };
    ns.spec = { finalizers: ['kubernetes'], ...ns.spec };
    ns.status ??= { phase: 'Active' };
  },
});
