import type {
  MetricsService,
  MetricsServiceCounter,
  MetricsServiceHistogram,
} from '@backstage/backend-plugin-api/alpha';
import type { LiveProof } from '@backstage-irsa/core/model';

/** The histogram buckets in seconds, from a small account to a cluster with thousands of pods. */
const SCAN_SECONDS_BUCKETS = [1, 2, 5, 10, 20, 30, 60, 120, 300, 600, 1800];

/** The result and duration of a scan. */
export interface EndedScan {
  kind: 'cluster' | 'account';
  result: 'completed' | 'failed';
  durationMs: number;
}

/** Records the metrics of this process. */
export class Meters {
  readonly #scans: MetricsServiceCounter;
  readonly #durations: MetricsServiceHistogram;
  readonly #proofs: MetricsServiceCounter;
  readonly #reported: MetricsServiceCounter;

  constructor(options: { metrics: MetricsService }) {
    this.#scans = options.metrics.createCounter('irsa.scans', {
      description: 'Completed scans of clusters and accounts',
      unit: '{scan}',
    });
    this.#durations = options.metrics.createHistogram('irsa.scan.duration', {
      description: 'Duration of scans',
      unit: 's',
      advice: { explicitBucketBoundaries: SCAN_SECONDS_BUCKETS },
    });
    this.#proofs = options.metrics.createCounter('irsa.live_proofs', {
      description: 'Live proofs',
      unit: '{proof}',
    });
    this.#reported = options.metrics.createCounter(
      'irsa.guardrails.report_only',
      {
        description:
          'Applied requests that violate a guardrail in report-only mode',
        unit: '{request}',
      },
    );
  }

  scanEnded({ kind, result, durationMs }: EndedScan): void {
    this.#scans.add(1, { kind, result });
    this.#durations.record(durationMs / 1000, { kind, result });
  }

  proofMade(result: LiveProof['result']): void {
    this.#proofs.add(1, { result });
  }

  guardrailReported(rule: string): void {
    this.#reported.add(1, { rule });
  }
}
