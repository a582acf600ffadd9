import type { CheckChange, CheckResult } from '../model/types';

/** The fields of a check result that are compared. */
type Compared = Pick<
  CheckResult,
  'id' | 'link' | 'result' | 'message' | 'blockedBy'
>;

const TELLING: CheckResult['result'][] = ['fail', 'warn'];

/** Whether another check explains the difference: this check is blocked now, was blocked and passes now, or passed and no longer runs. */
function isConsequence(
  before: Compared | undefined,
  after: Compared | undefined,
): boolean {
  const waited = before?.blockedBy !== undefined;
  if (after?.blockedBy !== undefined) return true;
  return after
    ? waited && after.result === 'pass'
    : waited || before?.result === 'pass';
}

/** Whether the result differs. The message counts only for problems: otherwise it contains times and counts that always change. */
function differs(before: Compared | undefined, after: Compared | undefined) {
  if (isConsequence(before, after)) return false;
  if (before?.result !== after?.result) return true;
  return (
    before !== undefined &&
    TELLING.includes(before.result) &&
    before.message !== after?.message
  );
}

function answerOf(check: Compared | undefined): CheckChange['after'] {
  return check ? { result: check.result, message: check.message } : null;
}

/** Returns the check IDs of both verifications in chain order. IDs that only the earlier one has keep their position. */
function idsInOrder(before: Compared[], after: Compared[]): string[] {
  const ids = after.map(({ id }) => id);
  before.forEach(({ id }, index) => {
    if (ids.includes(id)) return;
    const previous = before[index - 1];
    ids.splice(previous ? ids.indexOf(previous.id) + 1 : 0, 0, id);
  });
  return ids;
}

/** Returns the checks whose own result differs between `before` and `after`, in chain order. */
export function changesBetween(
  before: Compared[],
  after: Compared[],
): CheckChange[] {
  const find = (checks: Compared[], id: string) =>
    checks.find(check => check.id === id);
  return idsInOrder(before, after).flatMap(id => {
    const old = find(before, id);
    const now = find(after, id);
    const link = (now ?? old)?.link;
    return link !== undefined && differs(old, now)
      ? [{ id, link, before: answerOf(old), after: answerOf(now) }]
      : [];
  });
}
