import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import {
  includesData,
  requireStateMachine,
  statesAccess,
} from './stateMachines';

export const describeStateMachine: JsonOperation = {
  name: 'DescribeStateMachine',
  write: false,
  access: input =>
    statesAccess('DescribeStateMachine', input, 'stateMachineArn'),
  run: (input, context) => {
    const machine = requireStateMachine(
      context,
      requiredText(input, 'stateMachineArn'),
    );
    const { arn, name, keyId, definition, roleArn, createdAt } = machine;
    return {
      stateMachineArn: arn,
      ...{ name, roleArn, status: 'ACTIVE', type: 'STANDARD' },
      creationDate: createdAt.getTime() / 1000,
      encryptionConfiguration:
        keyId === undefined
          ? { type: 'AWS_OWNED_KEY' }
          : { type: 'CUSTOMER_MANAGED_KMS_KEY', kmsKeyId: keyId },
      ...(includesData(context, machine, input) && { definition }),
    };
  },
};
