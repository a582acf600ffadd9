import { describeCondition, type Blocker } from '@backstage-irsa/iam-policy';

/** Returns the conditions under which every blocking layer would allow the request; undefined if a layer blocks it for another reason. */
export function conditionsOf(blockers: Blocker[]): string[] | undefined {
  const places = Map.groupBy(
    blockers,
    ({ layer, level }) => `${layer} ${level}`,
  );
  const conditions = [...places.values()].map(all =>
    all.find(onlyLacksKeys)?.conditions?.map(describeCondition),
  );
  const complete = conditions.filter(words => words !== undefined);
  return complete.length > 0 && complete.length === places.size
    ? [...new Set(complete.flat())]
    : undefined;
}

function onlyLacksKeys({ cause, conditions = [] }: Blocker): boolean {
  return (
    cause === 'condition' &&
    conditions.length > 0 &&
    conditions.every(({ actual }) => actual === undefined)
  );
}
