import { describeCondition, type Blocker } from '@backstage-irsa/iam-policy';

/** The conditions under which every layer that blocks would allow it, when it only lacks keys of the request. */
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
