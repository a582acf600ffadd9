import {
  evaluate,
  type Blocker,
  type ConditionOutcome,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import { isOpenFor, mayCarry, type IsOpenKey } from '../../trust/openKeys';
import { without } from '../whoCan/statements';

/** Whether a condition hangs on a key whose value only a call of the pod shows. */
export type IsOpen = (condition: ConditionOutcome) => boolean;

export const isOpen: IsOpen = ({ actual, key }) =>
  actual === undefined && mayCarry('pod', key);

/** The same where the session has tags of values that are not known; `all` where nobody knows its tags. */
export function isOpenWith(openTags: string[] | 'all' = []): IsOpen {
  const prefix = 'aws:principaltag/';
  return condition => {
    const key = condition.key.toLocaleLowerCase('en-US');
    const isOpenTag =
      key.startsWith(prefix) &&
      (openTags === 'all' || openTags.includes(key.slice(prefix.length)));
    return isOpen(condition) || (condition.actual === undefined && isOpenTag);
  };
}

/** Whether only a call shows what it carries of a key that a request does not name. */
export function isOpenIn({ context = {} }: EvaluationRequest): IsOpenKey {
  return isOpenFor('anybody', context);
}

/** The denials, where each of them hangs on such a key. */
export function openDenials(
  blockers: Blocker[],
  open: IsOpen,
): Blocker[] | undefined {
  const denials = blockers.filter(({ cause }) => cause === 'explicit-deny');
  const areOpen = denials.every(({ conditions = [] }) => conditions.some(open));
  return denials.length > 0 && areOpen ? denials : undefined;
}

/** The keys of some blockers that are not known. */
export function keysOf(blockers: Blocker[], open: IsOpen): string[] {
  const keys = blockers.flatMap(({ conditions = [] }) =>
    conditions.filter(open).map(({ key }) => key),
  );
  return [...new Set(keys)];
}

/** The keys that it hangs on whether a request is allowed that is not as it stands; undefined where it is denied whatever it carries. */
export function openKeysOf(
  request: EvaluationRequest,
  { blockedBy }: Pick<EvaluationResult, 'blockedBy'>,
  open: IsOpen,
): string[] | undefined {
  const denials = openDenials(blockedBy, open);
  if (!denials) return lackingKeys(blockedBy, open);
  const rest = evaluate(without(request, denials));
  const lacking =
    rest.decision === 'Allowed' ? [] : lackingKeys(rest.blockedBy, open);
  return lacking && [...new Set([...keysOf(denials, open), ...lacking])];
}

/** The keys that each layer that blocks lacks; undefined where one of them lacks more than keys. */
function lackingKeys(blockers: Blocker[], open: IsOpen): string[] | undefined {
  const places = Map.groupBy(
    blockers,
    ({ layer, level }) => `${layer} ${level}`,
  );
  const lacking = [...places.values()].map(all =>
    all.find(
      ({ cause, conditions = [] }) =>
        cause === 'condition' &&
        conditions.length > 0 &&
        conditions.every(open),
    ),
  );
  return lacking.every(blocker => blocker !== undefined)
    ? keysOf(lacking, open)
    : undefined;
}
