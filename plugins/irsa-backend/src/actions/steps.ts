import type { PlanStep } from '@backstage-irsa/core/model';
import type { Zod } from './types';

/** Returns the schema of the steps of a plan or a run, without their documents. */
export function stepsSchema(z: Zod) {
  return z.array(
    z.object({
      action: z.enum(['create', 'update', 'delete', 'none']),
      kind: z.string().describe('The kind of the target, such as role.'),
      target: z.string().describe('The ARN or name of the target.'),
      summary: z.string(),
    }),
  );
}

/** Converts steps to the output that this schema describes. */
export function stepsOf(steps: PlanStep[]) {
  return steps.map(({ action, target, summary }) => ({
    action,
    kind: target.kind,
    target: target.name,
    summary,
  }));
}
