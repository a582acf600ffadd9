import type { ClusterConfig, Violation } from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import { TooManyRequestsError } from '../../lib/errors';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import type { Subject } from './subjects';

/** What the specs of one cluster that were applied last break of guardrails in report-only; undefined where that took too long to tell. */
export function reportedGuardrails(
  { config, evaluator }: { config: IrsaConfig; evaluator: Evaluator },
  cluster: ClusterConfig,
): (subject: Subject) => Promise<Violation[] | undefined> {
  return async ({ before, isGone }) => {
    const { spec, owner } = before ?? {};
    if (!config.guardrails.reportOnly || !spec || !owner || isGone) return [];
    const input = { spec, config, cluster, owner };
    try {
      return (await evaluator.run('specGuardrails', input, { waits: true }))
        .warnings;
    } catch (error) {
      if (error instanceof TooManyRequestsError) return undefined;
      throw error;
    }
  };
}
