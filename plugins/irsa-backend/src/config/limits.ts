import type { Config } from '@backstage/config';
import { readPositive } from './positive';

/** The limits for policy evaluation in this process. */
export interface EvaluationLimits {
  threads: number;
  /** The maximum number of evaluations that wait for a thread. */
  queue: number;
  /** The timeout of one evaluation, in milliseconds. */
  timeoutMs: number;
  /** The memory limit of one thread, in megabytes. */
  memoryMb: number;
}

/** The `irsa.limits` section. */
export interface LimitsConfig {
  evaluation: EvaluationLimits;
  /** The limit for one user and each kind of request, across all replicas. */
  requestsPerMinute: number;
  /** The limit for one AWS account, across all replicas. */
  awsCallsPerMinute: number;
}

/** Reads `limits` of the `irsa` section. */
export function readLimits(config: Config | undefined): LimitsConfig {
  const read = (key: string, fallback: number) =>
    readPositive(config, `limits.${key}`, fallback);
  return {
    evaluation: {
      threads: read('evaluation.threads', 2),
      queue: read('evaluation.queue', 50),
      timeoutMs: read('evaluation.timeoutMs', 10_000),
      memoryMb: read('evaluation.memoryMb', 256),
    },
    requestsPerMinute: read('requestsPerMinute', 300),
    awsCallsPerMinute: read('awsCallsPerMinute', 1500),
  };
}
