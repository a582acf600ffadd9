import { optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import { addBus, busArn } from './eventBuses';

export const createEventBus: JsonOperation = {
  name: 'CreateEventBus',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => ({
    action: 'events:CreateEventBus',
    resource: busArn(context, requiredText(input, 'Name')),
  }),
  run: (input, context) => {
    const name = requiredText(input, 'Name');
    if (context.world.resources.has(busArn(context, name))) {
      throw new AwsError(
        'ResourceAlreadyExistsException',
        400,
        `Event bus ${name} already exists.`,
      );
    }
    const keyId = optionalText(input, 'KmsKeyIdentifier');
    const { arn } = addBus(context, { name, keyId });
    return { EventBusArn: arn, KmsKeyIdentifier: keyId };
  },
};
