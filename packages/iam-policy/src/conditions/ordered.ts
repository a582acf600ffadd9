import { withNegation, type ConditionOperator } from './operator';

/** The six comparisons of a family whose values are numbers once read. A value that cannot be read equals and precedes nothing. */
export function orderedOperators(
  family: string,
  read: (text: string) => number | undefined,
): ConditionOperator[] {
  const comparing = (holds: (actual: number, wanted: number) => boolean) => {
    const compile: ConditionOperator['compile'] = wantedText => {
      const wanted = read(wantedText);
      return actualText => {
        const actual = read(actualText);
        return (
          wanted !== undefined && actual !== undefined && holds(actual, wanted)
        );
      };
    };
    return compile;
  };
  const one = (
    name: string,
    holds: (actual: number, wanted: number) => boolean,
  ) => ({ name: family + name, negated: false, compile: comparing(holds) });
  return [
    ...withNegation(
      `${family}Equals`,
      `${family}NotEquals`,
      comparing((actual, wanted) => actual === wanted),
    ),
    one('LessThan', (actual, wanted) => actual < wanted),
    one('LessThanEquals', (actual, wanted) => actual <= wanted),
    one('GreaterThan', (actual, wanted) => actual > wanted),
    one('GreaterThanEquals', (actual, wanted) => actual >= wanted),
  ];
}
