import {
  evaluate,
  type Blocker,
  type EvaluationRequest,
  type EvaluationResult,
} from '@backstage-irsa/iam-policy';
import { isOpenFor, type IsOpenKey } from '../../trust/openKeys';
import { without } from '../whoCan/statements';
import { requiredPlaces } from './conditionsOf';
import { dependsOnOpen, openKeysOn, type IsOpen } from './openConditions';

/** Whether only a call shows the value of a key that the request does not contain. */
export function isOpenIn({ context = {} }: EvaluationRequest): IsOpenKey {
  return isOpenFor('anybody', context);
}

/** Returns the explicit denials if each of them depends on an open key; undefined otherwise. */
export function openDenials(
  blockers: Blocker[],
  open: IsOpen,
): Blocker[] | undefined {
  const denials = blockers.filter(({ cause }) => cause === 'explicit-deny');
  const areOpen = denials.every(({ conditions = [] }) =>
    conditions.some(condition => dependsOnOpen(condition, open)),
  );
  return denials.length > 0 && areOpen ? denials : undefined;
}

/** Returns the open condition keys of the blockers. */
export function keysOf(blockers: Blocker[], open: IsOpen): string[] {
  const keys = blockers.flatMap(({ conditions = [] }) =>
    conditions.flatMap(condition => openKeysOn(condition, open)),
  );
  return [...new Set(keys)];
}

/** Returns the keys that decide whether a blocked request is allowed; undefined if it is denied regardless of its context. */
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

/** Returns the keys that each blocking layer lacks; undefined if a layer lacks more than keys. */
function lackingKeys(blockers: Blocker[], open: IsOpen): string[] | undefined {
  const places = [...requiredPlaces(blockers).values()];
  const lacking = places.map(all =>
    all.find(
      ({ cause, conditions = [] }) =>
        cause === 'condition' &&
        conditions.length > 0 &&
        conditions.every(condition => dependsOnOpen(condition, open)),
    ),
  );
  return lacking.every(blocker => blocker !== undefined)
    ? keysOf(lacking, open)
    : undefined;
}
