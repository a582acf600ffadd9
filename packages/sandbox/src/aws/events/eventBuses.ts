import type { EventBus } from '../../state/resources';
import { newResource, placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** The name of the event bus that every account has in every region. */
const DEFAULT = 'default';

/** Returns the ARN of an event bus, from its name or ARN. */
export function busArn(context: OperationContext, name = DEFAULT): string {
  return name.startsWith('arn:')
    ? name
    : resourceArn(placeOf(context), { kind: 'event-bus', name });
}

/** Adds an event bus to the caller's account. */
export function addBus(
  context: OperationContext,
  named: { name: string; keyId?: string },
): EventBus {
  const bus = newResource(placeOf(context), { kind: 'event-bus', ...named });
  context.world.resources.set(bus.arn, bus);
  return bus;
}

/** Returns the event bus with this ARN. Creates the account's default event bus if it does not exist yet. Throws `ResourceNotFoundException`. */
export function requireBus(context: OperationContext, arn: string): EventBus {
  const bus = context.world.resources.get(arn);
  if (bus?.kind === 'event-bus') return bus;
  if (arn === busArn(context)) return addBus(context, { name: DEFAULT });
  throw new AwsError(
    'ResourceNotFoundException',
    400,
    `Event bus ${arn.split('/')[1]} does not exist.`,
  );
}
