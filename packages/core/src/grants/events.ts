import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to send events to one EventBridge bus. */
export const events: GrantDefinition = {
  service: 'events',
  title: 'EventBridge',
  resourceLabel: 'event bus',
  // Source: "CreateEventBus", Amazon EventBridge API Reference.
  checkResource: namedBy(/^(?!aws\.)[A-Za-z0-9_.-]{1,256}$/, {
    rule: 'event-bus-name',
    noun: 'Event bus',
    says: 'at most 256 letters, digits, dots, hyphens and underscores, not beginning with "aws."',
  }),
  access: {
    publish: {
      description: 'send events to the bus',
      statements: (bus, context) => [
        allow(
          ['events:PutEvents'],
          arnOf('events', context, `event-bus/${bus}`),
        ),
      ],
    },
  },
};
