import type { KubeEvent } from '../objects';
import { age, defineResource } from './definition';

export const events = defineResource<KubeEvent>({
  group: '',
  version: 'v1',
  resource: 'events',
  singular: 'event',
  kind: 'Event',
  shortNames: ['ev'],
  namespaced: true,
  columns: [
    { name: 'Last Seen', cell: (event, now) => age(event.lastTimestamp, now) },
    { name: 'Type', cell: event => event.type },
    { name: 'Reason', cell: event => event.reason },
    {
      name: 'Object',
      cell: ({ involvedObject: { kind, name } }) =>
        `${kind.toLowerCase()}/${name}`,
    },
    { name: 'Message', cell: event => event.message },
  ],
});
