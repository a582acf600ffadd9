import type { ConditionOperator } from './operator';

/**
 * The binary operators, which compare base64 texts.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Binary condition operators.
 */
export const binaryOperators: ConditionOperator[] = [
  {
    name: 'BinaryEquals',
    negated: false,
    says: 'is the binary value',
    compile: wanted => actual => actual === wanted,
  },
];
