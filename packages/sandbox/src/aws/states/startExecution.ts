import { randomUUID } from 'node:crypto';
import { arnBeside } from '@backstage-irsa/core/arn';
import { optionalText, requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { requireStateMachine, statesAccess } from './stateMachines';

/** Starts an execution. The role of the state machine uses the key, not the caller. */
export const startExecution: JsonOperation = {
  name: 'StartExecution',
  write: true,
  access: input => statesAccess('StartExecution', input, 'stateMachineArn'),
  run: (input, context) => {
    const { arn, name, executions } = requireStateMachine(
      context,
      requiredText(input, 'stateMachineArn'),
    );
    const { now: at } = context;
    const execution = optionalText(input, 'name') ?? randomUUID();
    executions.set(execution, {
      ...{ at, input: optionalText(input, 'input') ?? '{}' },
    });
    return {
      executionArn: arnBeside(arn, {
        resource: `execution:${name}:${execution}`,
      }),
      startDate: at.getTime() / 1000,
    };
  },
};
