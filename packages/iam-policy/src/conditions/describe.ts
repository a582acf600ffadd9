import type { ConditionOutcome } from '../evaluate/types';
import { findOperator } from './registry';
import { wordsOf } from './words';

/**
 * Describes a condition in words that can follow "only" or "not", such as `when aws:SourceVpc is vpc-1`.
 *
 * @public
 */
export function describeCondition({
  operator,
  key,
  wanted,
}: Pick<ConditionOutcome, 'operator' | 'key' | 'wanted'>): string {
  const use = findOperator(operator);
  return use
    ? wordsOf({ use, key, wanted }, 'depends')
    : `when ${key} ${operator} ${wanted.join(' or ')}`;
}
