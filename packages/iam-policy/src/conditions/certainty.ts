import type { RequestContext } from '../evaluate/types';
import { holdsIn, outcomeIn, type CompiledCondition } from './condition';
import { ContextLookup } from './context';
import { readDate } from './date';
import type { OperatorUse } from './registry';

/** Whether a condition can hold: never, always, or depending on the request. */
export type Certainty = 'never' | 'always' | 'depends';

/** The facts that are the same for every request. */
export interface Known {
  now: Date;
  /** Condition keys, in lower case, whose values are the same in every request. */
  context: RequestContext;
}

type Comparison = Extract<OperatorUse, { kind: 'compare' }>;

// The maximum lifetime of temporary credentials: IAM User Guide, "Compare AWS STS credentials", federation tokens.
const LONGEST_SESSION_MS = 36 * 3600 * 1000;
const CLOCKS = ['aws:currenttime', 'aws:epochtime'];
const ISSUE_TIME = 'aws:tokenissuetime';

/** Determines whether a condition can hold. */
export function certaintyOf(
  condition: CompiledCondition,
  known: Known,
): Certainty {
  const { use, key, wanted } = condition;
  const folded = key.toLowerCase();
  if (Object.hasOwn(known.context, folded)) {
    const context = new ContextLookup(known.context);
    const { met, unresolved } = outcomeIn(context, condition);
    if (unresolved) return 'depends';
    return met ? 'always' : 'never';
  }
  if (use.kind === 'null') return nullCertainty(wanted);
  if (!use.qualifier && CLOCKS.includes(folded)) {
    return clockCertainty(use, wanted, known.now);
  }
  if (isExpired(use, folded, wanted, known.now)) return 'never';
  return isImpossible(use, wanted) ? 'never' : 'depends';
}

/** Determines whether all of the conditions can hold together. */
export function jointCertainty(
  conditions: CompiledCondition[],
  known: Known,
): Certainty {
  const each = conditions.map(condition => certaintyOf(condition, known));
  if (each.includes('never') || contradict(conditions)) return 'never';
  return each.every(certainty => certainty === 'always') ? 'always' : 'depends';
}

function nullCertainty(wanted: string[]): Certainty {
  const answers = new Set(wanted.map(text => text.toLowerCase()));
  if (answers.has('true') && answers.has('false')) return 'always';
  return answers.has('true') || answers.has('false') ? 'depends' : 'never';
}

// Every request has a current time, which only increases: an upper bound in the past never holds again, and a lower bound in the past always holds.
function clockCertainty(
  { operator }: Comparison,
  wanted: string[],
  now: Date,
): Certainty {
  const isPast = (text: string) => {
    const time = readDate(text);
    return time !== undefined && time < now.getTime();
  };
  if (operator.bound === 'below') {
    const passed = wanted.every(text => isPast(text) || !isDate(text));
    return passed ? 'never' : 'depends';
  }
  if (operator.bound !== 'above') return 'depends';
  if (wanted.some(isPast)) return 'always';
  return wanted.some(isDate) ? 'depends' : 'never';
}

function isDate(text: string): boolean {
  return readDate(text) !== undefined;
}

// Credentials that were issued so long ago have expired. Policies that revoke sessions have such conditions.
function isExpired(
  { operator, ifExists, qualifier }: Comparison,
  key: string,
  wanted: string[],
  now: Date,
): boolean {
  if (key !== ISSUE_TIME || operator.bound !== 'below') return false;
  if (ifExists || qualifier) return false;
  const oldest = now.getTime() - LONGEST_SESSION_MS;
  return wanted.every(text => (readDate(text) ?? -Infinity) < oldest);
}

function isImpossible(
  { operator, ifExists, qualifier }: Comparison,
  wanted: string[],
): boolean {
  if (operator.negated || ifExists || qualifier === 'all') return false;
  return wanted.every(text => operator.isReadable?.(text) === false);
}

/** Checks whether the conditions on any one key exclude every value of it. */
function contradict(conditions: CompiledCondition[]): boolean {
  const byKey = new Map<string, CompiledCondition[]>();
  for (const condition of conditions) {
    const key = condition.key.toLowerCase();
    byKey.set(key, [...(byKey.get(key) ?? []), condition]);
  }
  return [...byKey.entries()].some(
    ([key, group]) => group.length > 1 && leaveNothing(key, group),
  );
}

function leaveNothing(key: string, group: CompiledCondition[]): boolean {
  if (group.some(({ variables }) => variables.length > 0)) return false;
  const needsValue = group.filter(({ use }) => isPlain(use));
  const wantsAbsent = group.some(
    ({ use, wanted }) =>
      use.kind === 'null' &&
      wanted.every(text => text.toLowerCase() === 'true'),
  );
  if (wantsAbsent && needsValue.length > 0) return true;
  const listed = needsValue.find(
    ({ use }) => use.kind === 'compare' && use.operator.name === 'StringEquals',
  );
  if (listed) {
    return !listed.wanted.some(value => allHold(group, key, value));
  }
  return group.every(({ use }) => isBounded(use)) && areApart(key, group);
}

// If the conditions allow any number, they allow one of their bounds, a number between 2 neighboring bounds, or one beyond them all.
function areApart(key: string, group: CompiledCondition[]): boolean {
  const ends = group
    .flatMap(({ wanted }) => wanted)
    .map(text => Number(text))
    .filter(end => !Number.isNaN(end))
    .sort((a, b) => a - b);
  if (ends.length === 0) return false;
  const probes = ends.flatMap((end, index) => {
    const next = ends[index + 1];
    return next === undefined ? [end, end + 1] : [end, end + (next - end) / 2];
  });
  return ![ends[0] - 1, ...probes].some(probe =>
    allHold(group, key, String(probe)),
  );
}

function allHold(
  group: CompiledCondition[],
  key: string,
  value: string,
): boolean {
  const context = new ContextLookup({ [key]: value });
  return group.every(condition => holdsIn(context, condition));
}

function isPlain(use: OperatorUse): boolean {
  return (
    use.kind === 'compare' &&
    !use.operator.negated &&
    !use.ifExists &&
    !use.qualifier
  );
}

function isBounded(use: OperatorUse): boolean {
  return (
    isPlain(use) &&
    use.kind === 'compare' &&
    use.operator.bound !== undefined &&
    use.operator.name.startsWith('Numeric')
  );
}
