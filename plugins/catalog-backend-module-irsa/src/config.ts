import {
  readSchedulerServiceTaskScheduleDefinitionFromConfig,
  type SchedulerServiceTaskScheduleDefinition,
} from '@backstage/backend-plugin-api';
import type { Config } from '@backstage/config';
import { InputError } from '@backstage/errors';

const ROLES = ['with-component', 'with-owner', 'all'] as const;

/** The selection of roles that become resources. */
export type WhichRoles = (typeof ROLES)[number];

/** The `irsa.catalog` section. */
export interface CatalogConfig {
  schedule: SchedulerServiceTaskScheduleDefinition;
  roles: WhichRoles;
}

const DEFAULT_SCHEDULE: SchedulerServiceTaskScheduleDefinition = {
  frequency: { minutes: 10 },
  timeout: { minutes: 10 },
  initialDelay: { seconds: 30 },
};

/**
 * Reads and checks the `irsa.catalog` section.
 *
 * @throws InputError - that names the key and the rule.
 */
export function readCatalogConfig(root: Config): CatalogConfig {
  const config = root.getOptionalConfig('irsa.catalog');
  const asked = config?.getOptionalString('roles') ?? 'with-component';
  const roles = ROLES.find(which => which === asked);
  if (roles === undefined) {
    throw new InputError(
      `irsa.catalog.roles is "${asked}": it must be one of ${ROLES.join(
        ', ',
      )}.`,
    );
  }
  const schedule = config?.getOptionalConfig('schedule');
  return {
    roles,
    schedule: schedule
      ? readSchedulerServiceTaskScheduleDefinitionFromConfig(schedule)
      : DEFAULT_SCHEDULE,
  };
}
