import { compilePattern } from '../match/pattern';
import { withNegation } from './operator';

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", String condition operators. */
export const stringOperators = [
  ...withNegation('StringEquals', 'StringNotEquals', (wanted, variables) =>
    compilePattern(wanted, { wildcards: false, variables }),
  ),
  ...withNegation(
    'StringEqualsIgnoreCase',
    'StringNotEqualsIgnoreCase',
    (wanted, variables) =>
      compilePattern(wanted, { wildcards: false, variables, ignoreCase: true }),
  ),
  ...withNegation('StringLike', 'StringNotLike', (wanted, variables) =>
    compilePattern(wanted, { wildcards: true, variables }),
  ),
];
