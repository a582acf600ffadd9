import type { OperationStep } from '@backstage-irsa/core/model';

/** What became of a step that ended, as a sentence for the task's log. */
export function stepSentence(step: OperationStep): string {
  return step.status === 'failed'
    ? `Failed: ${step.summary}. ${step.message ?? ''}`.trim()
    : step.message ?? step.summary;
}
