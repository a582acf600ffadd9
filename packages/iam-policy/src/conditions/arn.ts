import { compileArnPattern } from '../match/arn';
import { withNegation } from './operator';

/**
 * `ArnEquals` and `ArnLike` behave alike.
 *
 * Source: IAM User Guide, "IAM JSON policy elements: Condition operators", Amazon Resource Name (ARN) condition operators.
 */
export const arnOperators = [
  ...withNegation('ArnEquals', 'ArnNotEquals', compileArnPattern),
  ...withNegation('ArnLike', 'ArnNotLike', compileArnPattern),
];
