import { describeCondition, type Blocker } from '@backstage-irsa/iam-policy';
import { isOnlyOfServices } from '../../trust/openKeys';
import { dependsOnOpen, isOpen, type IsOpen } from './openConditions';

/**
 * Returns the conditions under which every blocking layer would allow the request; undefined if a layer blocks it for another reason. Policy variables
 * in them must be open.
 */
export function conditionsOf(
  blockers: Blocker[],
  open: IsOpen = isOpen,
): string[] | undefined {
  const places = requiredPlaces(blockers);
  const conditions = [...places.values()].map(all =>
    all
      .map(blocker => conditionsOfOne(blocker, open))
      .find(words => words !== undefined),
  );
  const complete = conditions.filter(words => words !== undefined);
  return complete.length > 0 && complete.length === places.size
    ? [...new Set(complete.flat())]
    : undefined;
}

/** Returns the blockers by place, without those of a layer that does not have to allow the request. */
export function requiredPlaces(blockers: Blocker[]): Map<string, Blocker[]> {
  return Map.groupBy(
    blockers.filter(({ isAlternative }) => !isAlternative),
    ({ layer, level }) => `${layer} ${level}`,
  );
}

/** Returns the conditions under which a statement would allow the request; undefined if it lacks more than keys. */
export function conditionsOfOne(
  { cause, conditions = [] }: Blocker,
  open: IsOpen = isOpen,
): string[] | undefined {
  const onlyLacksKeys =
    cause === 'condition' &&
    conditions.length > 0 &&
    conditions.every(
      condition =>
        (condition.actual === undefined && !isOnlyOfServices(condition.key)) ||
        dependsOnOpen(condition, open),
    );
  return onlyLacksKeys ? conditions.map(describeCondition) : undefined;
}
