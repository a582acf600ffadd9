import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

/** The maximum page size of the API. */
const LONGEST_PAGE = 500;

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 15 },
  initialDelay: { seconds: 30 },
};

/** The `search.collators.irsa` section. */
export interface CollatorConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  batchSize: number;
}

/**
 * Reads and checks the `search.collators.irsa` section.
 *
 * @throws InputError - that names the key and the rule.
 */
export function readCollatorConfig(root: Config): CollatorConfig {
  const config = root.getOptionalConfig('search.collators.irsa');
  const schedule = config?.getOptionalConfig('schedule');
  const batchSize = config?.getOptionalNumber('batchSize') ?? LONGEST_PAGE;
  if (
    !Number.isInteger(batchSize) ||
    batchSize < 1 ||
    batchSize > LONGEST_PAGE
  ) {
    throw new InputError(
      `search.collators.irsa.batchSize is ${batchSize}: it must be a whole number from 1 to ${LONGEST_PAGE}.`,
    );
  }
  return {
    batchSize,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
  };
}
