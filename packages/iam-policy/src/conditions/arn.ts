import { compileArnPattern } from '../match/arn';
import { withNegation } from './operator';

/**
 * The ARN operators. `ArnEquals` and `ArnLike` behave identically.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export const arnOperators = ['Equals', 'Like'].flatMap(name =>
  withNegation(
    { name: `Arn${name}`, says: 'matches' },
    { name: `ArnNot${name}`, says: 'does not match' },
    { hasVariables: true, compile: compileArnPattern },
  ),
);
