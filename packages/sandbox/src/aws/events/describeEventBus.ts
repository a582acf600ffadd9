import { shownPolicy } from '../access/policyPrincipals';
import { optionalText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { busArn, requireBus } from './eventBuses';

/** Returns an event bus. The answer has no `Policy` if the event bus has none. */
export const describeEventBus: JsonOperation = {
  name: 'DescribeEventBus',
  write: false,
  access: (input, context) => ({
    action: 'events:DescribeEventBus',
    resource: busArn(context, optionalText(input, 'Name')),
  }),
  run: (input, context) => {
    const { name, arn, policy, keyId } = requireBus(
      context,
      busArn(context, optionalText(input, 'Name')),
    );
    return {
      Name: name,
      Arn: arn,
      Policy: policy && shownPolicy(context.world, policy),
      KmsKeyIdentifier: keyId,
    };
  },
};
