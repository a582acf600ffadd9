import type { EventBus } from '../../state/resources';
import { newResource, placeOf, resourceArn } from '../newResource';
import type { OperationContext } from '../operation';
import { AwsError } from '../protocol/error';

/** Every account has it in every region. */
const DEFAULT = 'default';

/** The ARN of an event bus of a name or an ARN. */
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

/** Throws `ResourceNotFoundException`. */
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
