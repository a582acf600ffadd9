import type {
  NeededApproval,
  Plan,
  Violation,
} from '@backstage-irsa/core/model';
import { textOf } from './specOf';

/** The rules that apply only if the backend writes changes itself. */
const WRITE_RULES: ReadonlySet<string> = new Set([
  'pull-request-mode',
  'freeze',
]);

/** Checks whether the form's field `delivery` requests files instead of writes. */
function isByFiles(formData: unknown): boolean {
  const data = (formData ?? {}) as Record<string, unknown>;
  return textOf(data, 'delivery') === 'pull-request';
}

/** Returns the violations of a plan that apply to the delivery of its form. */
export function violationsFor(
  { violations }: Plan,
  formData: unknown,
): Violation[] {
  return isByFiles(formData)
    ? violations.filter(({ rule }) => !WRITE_RULES.has(rule))
    : violations;
}

/** Returns the approvals that a plan needs with the delivery of its form. For files, merging the pull request is the approval. */
export function approvalsFor(
  { approvals = [] }: Plan,
  formData: unknown,
): NeededApproval[] {
  return isByFiles(formData) ? [] : approvals;
}
