import {
  accountIdOf,
  policyConsoleUrl,
  roleConsoleUrl,
} from '@backstage-irsa/core/arn';
import type { OperationStep } from '@backstage-irsa/core/model';

/** Returns the URL of a role or policy in the AWS console. */
function consoleUrl({ kind, name }: OperationStep['target']) {
  if (kind === 'role') return roleConsoleUrl(name);
  return kind === 'policy' ? policyConsoleUrl(name) : undefined;
}

/** Returns the AWS console URL of an object that a step created or changed. The log turns it into a link. */
function consoleWords({ action, target }: OperationStep): string {
  const isThere = action === 'create' || action === 'update';
  const url = isThere ? consoleUrl(target) : undefined;
  return url
    ? `. In the AWS console of account ${accountIdOf(target.name)}: ${url}`
    : '';
}

/** Describes the result of an ended step, as a sentence for the task's log. */
export function stepSentence(step: OperationStep): string {
  return step.status === 'failed'
    ? `Failed: ${step.summary}. ${step.message ?? ''}`.trim()
    : `${step.message ?? step.summary}${consoleWords(step)}`;
}
