import type { CompiledCondition } from './condition';
import type { Certainty } from './certainty';
import { phraseOf } from './phrases';
import type { OperatorUse } from './registry';

// The maximum number of values to list. The document has the rest.
const MOST_VALUES = 10;

/**
 * Describes a condition in words that can follow "only" or "not", such as `when aws:SourceVpc is vpc-1`, `with MFA`, or
 * `before 2024-01-01 (in the past: never)`.
 */
export function wordsOf(
  { use, key, wanted }: Pick<CompiledCondition, 'use' | 'key' | 'wanted'>,
  certainty: Certainty,
): string {
  const words =
    use.kind === 'null'
      ? nullWords(key, wanted)
      : phraseOf(use, key, wanted) ?? comparison(use, key, wanted);
  if (certainty === 'depends') return words;
  const isTime = use.kind === 'compare' && use.operator.bound !== undefined;
  return `${words} (${isTime ? 'in the past: ' : ''}${certainty})`;
}

function nullWords(key: string, wanted: string[]): string {
  const answers = new Set(wanted.map(text => text.toLowerCase()));
  if (answers.size > 1) return `whether or not ${key} is present`;
  return answers.has('true')
    ? `when ${key} is absent`
    : `when ${key} is present`;
}

function comparison(
  use: Extract<OperatorUse, { kind: 'compare' }>,
  key: string,
  wanted: string[],
): string {
  const { operator, qualifier, ifExists } = use;
  const relation = `${operator.says} ${listOf(wanted, operator.show)}`;
  if (qualifier === 'all') {
    return `when every value of ${key} ${relation}, or there is none`;
  }
  const absent =
    ifExists || (operator.negated && !qualifier) ? ', or is absent' : '';
  return qualifier === 'any'
    ? `when a value of ${key} ${relation}${absent}`
    : `when ${key} ${relation}${absent}`;
}

/** Lists values in words: `a, b or c`. */
export function listOf(
  values: string[],
  show: (value: string) => string = value => value,
): string {
  if (values.length === 0) return 'nothing';
  const shown = values
    .slice(0, MOST_VALUES)
    .map(value => (value === '' ? 'empty' : show(value)));
  const more = values.length - shown.length;
  if (more > 0) shown.push(`${more} more`);
  const last = shown.pop();
  return shown.length > 0 ? `${shown.join(', ')} or ${last}` : `${last}`;
}
