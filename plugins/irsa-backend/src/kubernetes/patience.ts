import { ApiException } from '@kubernetes/client-node';
import { isTransientKubernetesError } from './errors';

/** Waits for a cluster that answers, and is busy or fails, in milliseconds. */
const BUSY_MS = [100, 250, 500, ...Array<number>(15).fill(1000)];

/** Waits for a cluster that gives no answer at all: it is rather down than busy. */
const SILENT_MS = [100, 400];

/** The longest that a cluster may make us wait, whatever its Retry-After says. */
const LONGEST_MS = 10_000;

/** How long to wait before the next attempt, by what the cluster answered; undefined when another makes no sense. */
export function kubernetesWait(
  error: unknown,
  attempt: number,
): number | undefined {
  if (!isTransientKubernetesError(error)) return undefined;
  if (!(error instanceof ApiException)) return SILENT_MS[attempt];
  const planned = BUSY_MS[attempt];
  const asked = Number(error.headers?.['retry-after']) * 1000;
  return planned !== undefined && asked > planned
    ? Math.min(asked, LONGEST_MS)
    : planned;
}
