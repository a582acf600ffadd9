import { compilePattern } from '../match/pattern';
import { withNegation } from './operator';

/** Source: IAM User Guide, "IAM JSON policy elements: Condition operators", String condition operators. */
export const stringOperators = [
  ...withNegation(
    { name: 'StringEquals', says: 'is' },
    { name: 'StringNotEquals', says: 'is not' },
    {
      hasVariables: true,
      compile: (wanted, variables) =>
        compilePattern(wanted, { wildcards: false, variables }),
    },
  ),
  ...withNegation(
    { name: 'StringEqualsIgnoreCase', says: 'is (ignoring case)' },
    { name: 'StringNotEqualsIgnoreCase', says: 'is not (ignoring case)' },
    {
      hasVariables: true,
      compile: (wanted, variables) =>
        compilePattern(wanted, {
          wildcards: false,
          variables,
          ignoreCase: true,
        }),
    },
  ),
  ...withNegation(
    { name: 'StringLike', says: 'matches' },
    { name: 'StringNotLike', says: 'does not match' },
    {
      hasVariables: true,
      compile: (wanted, variables) =>
        compilePattern(wanted, { wildcards: true, variables }),
    },
  ),
];
