import { describeCondition, type Blocker } from '@backstage-irsa/iam-policy';
import { dependsOnOpen, isOpen, type IsOpen } from './openConditions';

/**
 * Returns the conditions under which every blocking layer would allow the request; undefined if a layer blocks it for another reason. Policy variables
 * in them must be open.
 */
export function conditionsOf(
  blockers: Blocker[],
  open: IsOpen = isOpen,
): string[] | undefined {
  const places = Map.groupBy(
    blockers,
    ({ layer, level }) => `${layer} ${level}`,
  );
  const conditions = [...places.values()].map(all =>
    all
      .find(blocker => onlyLacksKeys(blocker, open))
      ?.conditions?.map(describeCondition),
  );
  const complete = conditions.filter(words => words !== undefined);
  return complete.length > 0 && complete.length === places.size
    ? [...new Set(complete.flat())]
    : undefined;
}

function onlyLacksKeys(
  { cause, conditions = [] }: Blocker,
  open: IsOpen,
): boolean {
  return (
    cause === 'condition' &&
    conditions.length > 0 &&
    conditions.every(
      condition =>
        condition.actual === undefined || dependsOnOpen(condition, open),
    )
  );
}
