import { orderedOperators } from './ordered';

const NUMBER = /^[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d+)?$/;

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Numeric condition operators. */
export const numericOperators = orderedOperators('Numeric', text =>
  NUMBER.test(text) ? Number(text) : undefined,
);
