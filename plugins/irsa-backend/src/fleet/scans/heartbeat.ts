import type { LoggerService } from '@backstage/backend-plugin-api';

/** How often a running scan renews its lease and updates statistics, in milliseconds. */
export const HEARTBEAT_MS = 5_000;

/**
 * Calls `beat` regularly until the returned function is called, or the scan is stopped. A scan that hangs although it was stopped must not keep its
 * scope: another process can scan it when the lease expires.
 */
export function startHeartbeat(
  beat: () => Promise<unknown>,
  { logger, signal }: { logger: LoggerService; signal?: AbortSignal },
): () => void {
  const timer = setInterval(() => {
    if (signal?.aborted) return;
    beat().catch(error => logger.debug(`${error}`));
  }, HEARTBEAT_MS);
  return () => clearInterval(timer);
}
