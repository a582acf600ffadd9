import { arnBeside, parseArn } from '@backstage-irsa/core/arn';
import { requiredText } from '../json/fields';
import type { JsonOperation } from '../json/operation';
import { AwsError } from '../protocol/error';
import {
  includesData,
  requireStateMachine,
  statesAccess,
} from './stateMachines';

export const describeExecution: JsonOperation = {
  name: 'DescribeExecution',
  write: false,
  access: input => statesAccess('DescribeExecution', input, 'executionArn'),
  run: (input, context) => {
    const executionArn = requiredText(input, 'executionArn');
    const [, machineName, name = ''] =
      parseArn(executionArn)?.resource.split(':') ?? [];
    const machine = requireStateMachine(
      context,
      arnBeside(executionArn, { resource: `stateMachine:${machineName}` }),
    );
    const execution = machine.executions.get(name);
    if (!execution) {
      throw new AwsError(
        'ExecutionDoesNotExist',
        400,
        `Execution Does Not Exist: '${executionArn}'`,
      );
    }
    const date = execution.at.getTime() / 1000;
    return {
      ...{ executionArn, stateMachineArn: machine.arn, name },
      ...{ status: 'SUCCEEDED', startDate: date, stopDate: date },
      ...(includesData(context, machine, input) && {
        input: execution.input,
        output: execution.input,
      }),
    };
  },
};
