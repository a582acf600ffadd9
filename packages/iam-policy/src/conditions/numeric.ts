import { orderedOperators } from './ordered';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Numeric condition operators. */
export const numericOperators = orderedOperators({
  family: 'Numeric',
  read: readNumber,
  says: {
    Equals: 'is',
    NotEquals: 'is not',
    LessThan: 'is less than',
    LessThanEquals: 'is at most',
    GreaterThan: 'is more than',
    GreaterThanEquals: 'is at least',
  },
});

/** Reads a number. Undefined if the text is not a number. */
function readNumber(text: string): number | undefined {
  return NUMBER.test(text) ? Number(text) : undefined;
}
