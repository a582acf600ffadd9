import type { PlanStep } from '@backstage-irsa/core/model';
import type { Zod } from './types';

/** Returns the schema of the steps of a plan or a run, without their documents. */
export function stepsSchema(z: Zod) {
  return z.array(
    z.object({
      action: z.enum(['create', 'update', 'delete', 'none']),
      kind: z.string().describe('What it is about, such as role.'),
      target: z.string().describe('Its ARN or name.'),
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
