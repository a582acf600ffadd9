import type { ConditionOperator } from './operator';

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Boolean condition operators. */
export const booleanOperators: ConditionOperator[] = [
  {
    name: 'Bool',
    negated: false,
    says: 'is',
    isReadable,
    compile: wanted => {
      const folded = isReadable(wanted) ? wanted.toLowerCase() : undefined;
      return actual => actual.toLowerCase() === folded;
    },
  },
];

function isReadable(wanted: string): boolean {
  return /^(true|false)$/i.test(wanted);
}
