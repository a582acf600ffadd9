import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createStateMachine } from './createStateMachine';
import { describeExecution } from './describeExecution';
import { describeStateMachine } from './describeStateMachine';
import { startExecution } from './startExecution';

/** Step Functions, API version 2016-11-23: state machines that do nothing. */
export const states: JsonService = {
  name: 'states',
  prefix: 'AWSStepFunctions',
  version: '1.0',
  denied: accessDenied,
  operations: [
    createStateMachine,
    describeStateMachine,
    startExecution,
    describeExecution,
  ],
};
