import type {
  NeededApproval,
  Plan,
  Violation,
} from '@backstage-irsa/core/model';
import { textOf } from './specOf';

/** Rules about what the backend writes itself. */
const WRITE_RULES: ReadonlySet<string> = new Set([
  'pull-request-mode',
  'freeze',
]);

/** Whether the form asks for files instead of writes, by its field `delivery`. */
function isByFiles(formData: unknown): boolean {
  const data = (formData ?? {}) as Record<string, unknown>;
  return textOf(data, 'delivery') === 'pull-request';
}

/** What stands against a plan, as its form delivers it. */
export function violationsFor(
  { violations }: Plan,
  formData: unknown,
): Violation[] {
  return isByFiles(formData)
    ? violations.filter(({ rule }) => !WRITE_RULES.has(rule))
    : violations;
}

/** By whom a plan has to be approved, as its form delivers it: a merged pull request is the approval. */
export function approvalsFor(
  { approvals = [] }: Plan,
  formData: unknown,
): NeededApproval[] {
  return isByFiles(formData) ? [] : approvals;
}
