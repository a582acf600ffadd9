import type { Node } from '../objects';
import { defineResource } from './definition';

export const nodes = defineResource<Node>({
  group: '',
  version: 'v1',
  resource: 'nodes',
  singular: 'node',
  kind: 'Node',
  shortNames: ['no'],
  namespaced: false,
  subresources: ['status'],
  columns: [
    {
      name: 'Status',
      cell: node =>
        node.status?.conditions?.some(
          ({ type, status }) => type === 'Ready' && status === 'True',
        )
          ? 'Ready'
          : 'NotReady',
    },
    { name: 'Roles', cell: () => '<none>' },
    {
      name: 'Version',
      cell: node => String(node.status?.nodeInfo?.kubeletVersion ?? ''),
    },
  ],
});
