import type { ConditionOperator } from './operator';

const COMPARISONS = {
  Equals: (actual: number, wanted: number) => actual === wanted,
  NotEquals: (actual: number, wanted: number) => actual === wanted,
  LessThan: (actual: number, wanted: number) => actual < wanted,
  LessThanEquals: (actual: number, wanted: number) => actual <= wanted,
  GreaterThan: (actual: number, wanted: number) => actual > wanted,
  GreaterThanEquals: (actual: number, wanted: number) => actual >= wanted,
};

type Comparison = keyof typeof COMPARISONS;

/** Creates the 6 operators of a family whose values are read as numbers. A value that cannot be read neither meets a value nor is met. */
export function orderedOperators(options: {
  family: string;
  read: (text: string) => number | undefined;
  says: Record<Comparison, string>;
  show?: (wanted: string) => string;
}): ConditionOperator[] {
  const { family, read, says, show } = options;
  return Object.entries(COMPARISONS).map(([name, compare]) => ({
    name: family + name,
    negated: name === 'NotEquals',
    says: says[name as Comparison],
    bound: boundOf(name),
    isReadable: wanted => read(wanted) !== undefined,
    show,
    compile: wantedText => {
      const wanted = read(wantedText);
      return actualText => {
        const actual = read(actualText);
        return (
          wanted !== undefined &&
          actual !== undefined &&
          compare(actual, wanted)
        );
      };
    },
  }));
}

function boundOf(comparison: string): ConditionOperator['bound'] {
  if (comparison.startsWith('Less')) return 'below';
  return comparison.startsWith('Greater') ? 'above' : undefined;
}
