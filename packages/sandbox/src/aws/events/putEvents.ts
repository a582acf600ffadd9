import { randomUUID } from 'node:crypto';
import { type JsonInput, optionalText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import type { OperationContext } from '../operation';
import { busArn, requireBus } from './eventBuses';

/** Returns the ARN of the event bus of each event. */
function busesOf(input: JsonInput, context: OperationContext): string[] {
  const entries = input.get('Entries');
  return (Array.isArray(entries) ? entries : []).map(entry =>
    busArn(
      context,
      optionalText(new Map(Object.entries(Object(entry))), 'EventBusName'),
    ),
  );
}

/** Accepts events without delivering them. The caller needs no permission on the key of an event bus, because EventBridge uses its own. */
export const putEvents: JsonOperation = {
  name: 'PutEvents',
  write: true,
  access: (input, context) =>
    busesOf(input, context).map(resource => ({
      action: 'events:PutEvents',
      resource,
    })),
  run: (input, context) => {
    const buses = busesOf(input, context);
    buses.forEach(arn => requireBus(context, arn));
    return {
      FailedEntryCount: 0,
      Entries: buses.map(() => ({ EventId: randomUUID() })),
    };
  },
};
