import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import type { LiveProof } from '@backstage-irsa/core/model';

/** From a small account to a cluster of thousands of pods, in seconds. */
const SWEEP_BUCKETS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800];

/** How a sweep went. */
export interface EndedSweep {
  kind: 'cluster' | 'account';
  result: 'completed' | 'failed';
  durationMs: number;
}

/** Counts what this process does. */
export class Meters {
  readonly #sweeps: MetricsServiceCounter;
  readonly #durations: MetricsServiceHistogram;
  readonly #proofs: MetricsServiceCounter;

  constructor(options: { metrics: MetricsService }) {
    this.#sweeps = options.metrics.createCounter('irsa.sweeps', {
      description: 'Sweeps of clusters and accounts that have ended',
      unit: '{sweep}',
    });
    this.#durations = options.metrics.createHistogram('irsa.sweep.duration', {
      description: 'How long sweeps took',
      unit: 's',
      advice: { explicitBucketBoundaries: SWEEP_BUCKETS },
    });
    this.#proofs = options.metrics.createCounter('irsa.live_proofs', {
      description: 'Live proofs that were made',
      unit: '{proof}',
    });
  }

  sweepEnded({ kind, result, durationMs }: EndedSweep): void {
    this.#sweeps.add(1, { kind, result });
    this.#durations.record(durationMs / 1000, { kind, result });
  }

  proofMade(result: LiveProof['result']): void {
    this.#proofs.add(1, { result });
  }
}
