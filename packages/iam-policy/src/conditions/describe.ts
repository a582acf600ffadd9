import type { ConditionOutcome } from '../evaluate/types';
import { findOperator } from './registry';
import { listOf, wordsOf } from './words';

/** The words for what a statement requires of the resource, by element. */
const OF_RESOURCE = new Map([
  ['Resource', 'matches'],
  ['NotResource', 'does not match'],
]);

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
  if (use) return wordsOf({ use, key, wanted }, 'depends');
  const relation = OF_RESOURCE.get(operator);
  return relation
    ? `when the resource ${relation} ${listOf(wanted)}`
    : `when ${key} ${operator} ${wanted.join(' or ')}`;
}
