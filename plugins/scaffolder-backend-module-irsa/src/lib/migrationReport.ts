import type { LoggerService } from '@backstage/backend-plugin-api';
import type {
  MigrationBlocker,
  MigrationPlan,
  PodsToRestart,
} from '@backstage-irsa/core/model';

/** Formats a blocker or a warning as a line. */
export function describeBlocker({
  rule,
  message,
  remediation,
}: MigrationBlocker): string {
  return `${rule}: ${message} ${remediation}`;
}

/** Logs the blockers, warnings, and planned steps. */
export function logMigrationPlan(
  logger: LoggerService,
  { blockers, warnings, steps }: MigrationPlan,
): void {
  for (const blocker of blockers) {
    logger.error(`Blocker: ${describeBlocker(blocker)}`);
  }
  for (const warning of warnings) {
    logger.warn(`Note: ${describeBlocker(warning)}`);
  }
  for (const { summary } of steps) logger.info(`Planned: ${summary}`);
}

/** Logs the pods to restart, and what the migration does afterward. */
export function logWhatIsLeft(
  logger: LoggerService,
  { restarts, remaining = [] }: Pick<MigrationPlan, 'restarts' | 'remaining'>,
): void {
  for (const { pods, command } of restarts) {
    logger.info(`Restart required: ${pods.join(', ')}: ${command}`);
  }
  for (const sentence of remaining) logger.info(sentence);
}

/** Returns the commands that restart the pods. */
export function commandsOf(restarts: PodsToRestart[]): string[] {
  return restarts.map(({ command }) => command);
}
