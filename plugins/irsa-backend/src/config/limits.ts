import type { Config } from '@backstage/config';
import { readPositive } from './positive';

/** What the evaluation of policies may take of this process. */
export interface EvaluationLimits {
  threads: number;
  /** Evaluations that wait for a thread. */
  queue: number;
  /** Of one evaluation. */
  timeoutMs: number;
  /** Of one thread. */
  memoryMb: number;
}

/** The `irsa.limits` section. */
export interface LimitsConfig {
  evaluation: EvaluationLimits;
  /** Of one user, over all replicas, of each kind. */
  requestsPerMinute: number;
  /** For one account, over all replicas. */
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
