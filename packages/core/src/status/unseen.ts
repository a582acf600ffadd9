import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { OperationStep, StepTarget } from '../model/types';
import { createdRecord } from '../planning/objects/inlinePolicy';
import { SETTLING_MS } from './settling';
import { sameDocument } from '../planning/sameDocument';
import type { PlannedStep } from '../planning/types';

/** The steps of the last operation of an IAM service account. */
export interface LastSteps {
  steps: OperationStep[];
  /** Whether the operation was a deletion, and not the application of a spec. */
  isDeletion: boolean;
  /** The current records of the IAM service account. A created object without its record was deleted since, such as by a rollback. */
  recorded: ReadonlySet<string>;
}

/** The kinds of the objects that are always recorded when they are created. */
const RECORDED: ReadonlySet<string> = new Set<StepTarget['kind']>([
  'pod-identity-association',
  'policy',
  'role',
  'role-policy-attachment',
]);

/** Returns the steps that changed AWS so recently that reads may not show it yet. */
export function recentSteps(
  { steps }: LastSteps,
  now: number,
): OperationStep[] {
  return steps.filter(
    ({ action, status, target, finishedAt = '' }) =>
      action !== 'none' &&
      status === 'succeeded' &&
      !['namespace', 'service-account'].includes(target.kind) &&
      Date.parse(finishedAt) + SETTLING_MS > now,
  );
}

/**
 * Returns until when reads may not show what the last operation wrote, in ISO 8601. Undefined if they show it.
 *
 * @param planned - the plan for the recorded spec, which the reads resulted in
 */
export function unseenUntil(
  last: LastSteps,
  planned: PlannedStep[],
  now: number,
): string | undefined {
  const ends = recentSteps(last, now)
    .filter(done => isUnseen(done, planned, last))
    .map(({ finishedAt = '' }) => Date.parse(finishedAt) + SETTLING_MS);
  return ends.length > 0
    ? new Date(Math.max(...ends)).toISOString()
    : undefined;
}

/** Whether a plan is based on another state than the one that a step left behind. */
function isUnseen(
  done: OperationStep,
  planned: PlannedStep[],
  { isDeletion, recorded }: LastSteps,
): boolean {
  const { id, action, target, diff } = done;
  const next = planned.find(
    step =>
      step.id === id.replace(/-after$/, '') && step.target.name === target.name,
  );
  if (!next) return false;
  const isUndone =
    action === 'create' &&
    RECORDED.has(target.kind) &&
    !recorded.has(createdRecord(done));
  // The recorded spec wants what a deletion or rollback deleted.
  if (next.action === 'none') return isDeletion || isUndone;
  if (isUndone) return next.action !== 'create';
  return diff.some(({ field, after }) => {
    const now = next.diff.find(change => change.field === field);
    return now !== undefined && !isSame(now.before, after);
  });
}

function isSame(a: unknown, b: unknown): boolean {
  return isDocument(a) && isDocument(b)
    ? sameDocument(a, b)
    : JSON.stringify(a) === JSON.stringify(b);
}

function isDocument(value: unknown): value is PolicyDocument {
  return typeof value === 'object' && value !== null && 'Statement' in value;
}
