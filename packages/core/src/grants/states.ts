import { allow } from './utils/allow';
import { arnOf } from './utils/arnOf';
import { namedBy } from './utils/resourceName';
import type { GrantDefinition } from './types';

/** Access to executions of one Step Functions state machine. */
export const states: GrantDefinition = {
  service: 'states',
  title: 'Step Functions',
  resourceLabel: 'state machine',
  // Only names that CloudWatch can log, which is narrower than "CreateStateMachine", AWS Step Functions API Reference.
  checkResource: namedBy(/^[A-Za-z0-9_-]{1,80}$/, {
    rule: 'state-machine-name',
    noun: 'State machine',
    says: 'at most 80 letters, digits, hyphens and underscores',
  }),
  access: {
    start: {
      description: 'start executions of the state machine and follow them',
      statements: (machine, context) => [
        allow(
          ['states:StartExecution', 'states:ListExecutions'],
          arnOf('states', context, `stateMachine:${machine}`),
        ),
        allow(
          ['states:DescribeExecution', 'states:StopExecution'],
          arnOf('states', context, `execution:${machine}:*`),
        ),
      ],
    },
  },
};
