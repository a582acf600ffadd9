import { optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { requireKey } from '../kms/keys';
import { newResource, placeOf, resourceArn } from '../newResource';
import { AwsError } from '../protocol/error';

export const createStateMachine: JsonOperation = {
  name: 'CreateStateMachine',
  write: true,
  isOwnAccountOnly: true,
  access: (input, context) => ({
    action: 'states:CreateStateMachine',
    resource: resourceArn(placeOf(context), {
      kind: 'state-machine',
      name: requiredText(input, 'name'),
    }),
  }),
  run: (input, context) => {
    const { world, caller, region, now } = context;
    const name = requiredText(input, 'name');
    const encryption = new Map(
      Object.entries(Object(input.get('encryptionConfiguration') ?? {})),
    );
    const keyId = optionalText(encryption, 'kmsKeyId');
    if (keyId !== undefined) {
      requireKey(world, { account: caller.account, region }, keyId);
    }
    const machine = newResource(placeOf(context), {
      ...{ kind: 'state-machine', name, keyId },
    });
    if (world.resources.has(machine.arn)) {
      throw new AwsError(
        'StateMachineAlreadyExists',
        400,
        `State Machine Already Exists: '${machine.arn}'`,
      );
    }
    world.resources.set(machine.arn, {
      ...machine,
      definition: requiredText(input, 'definition'),
      roleArn: requiredText(input, 'roleArn'),
      executions: new Map(),
    });
    return { stateMachineArn: machine.arn, creationDate: now.getTime() / 1000 };
  },
};
