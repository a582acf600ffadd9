import type { CompiledCondition } from '../conditions/condition';
import { isPresenceRequired } from '../conditions/presence';
import type { CompiledStatement } from '../evaluate/statement';
import { parseTemplate, type Token } from '../match/template';

/** The variables whose values the owner of the resource determines, not the caller. */
const OF_RESOURCE = new Set([
  'aws:resourceaccount',
  'aws:resourceorgid',
  'aws:resourceorgpaths',
]);

/** A wanted value of a condition as written, and as tokens. Variables that callers determine are wildcards. */
export interface WantedValue {
  source: string;
  tokens: Token[];
}

/** Checks whether a condition requires its key to have one of its values: not if it is negated, or holds although the key is absent. */
export function isRequirement(
  condition: CompiledCondition,
  conditions: CompiledCondition[],
): boolean {
  const { use } = condition;
  if (use.kind === 'null' || use.operator.negated) return false;
  const holdsIfAbsent = use.ifExists || use.qualifier === 'all';
  return !holdsIfAbsent || isPresenceRequired(condition, conditions);
}

/** Returns the values that a condition compares with. Only some operators have wildcards, and only some documents have variables. */
export function valuesOf(
  { use, wanted }: CompiledCondition,
  { variables }: CompiledStatement,
): WantedValue[] {
  const wildcards =
    use.kind === 'compare' && /^Arn|Like$/.test(use.operator.name);
  return wanted.map(source => ({
    source,
    tokens: parseTemplate(source, { wildcards, variables }).map(fixed),
  }));
}

function fixed(token: Token): Token {
  if (token.kind !== 'variable') return token;
  return OF_RESOURCE.has(token.key.toLowerCase())
    ? { kind: 'text', text: 'own' }
    : { kind: 'any' };
}

/** Checks whether a value has wildcards, or variables that callers determine. */
export function isPattern({ tokens }: WantedValue): boolean {
  return tokens.some(({ kind }) => kind !== 'text');
}

/** Returns a value as text with `*` for its wildcards. */
export function outlineOf({ tokens }: WantedValue): string {
  return tokens
    .map(token =>
      token.kind === 'text' ? token.text.replace(/\*/g, '_') : '*',
    )
    .join('');
}
