import type { JsonService } from '../json/operation';
import { accessDenied } from '../json/service';
import { createEventBus } from './createEventBus';
import { describeEventBus } from './describeEventBus';
import { putEvents } from './putEvents';
import { putPermission } from './putPermission';

/** EventBridge, API version 2015-10-07: event buses without rules. */
export const events: JsonService = {
  name: 'events',
  prefix: 'AWSEvents',
  version: '1.1',
  denied: accessDenied,
  operations: [createEventBus, describeEventBus, putPermission, putEvents],
};
