import type { ConditionOperator } from './operator';

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Boolean condition operators. */
export const booleanOperators: ConditionOperator[] = [
  {
    name: 'Bool',
    negated: false,
    says: 'is',
    isReadable: wanted => /^(true|false)$/i.test(wanted),
    compile: wanted => {
      const folded = wanted.toLowerCase();
      return actual => actual.toLowerCase() === folded;
    },
  },
];
