import { asList } from '../document/shape';
import type { Statement } from '../document/types';
import type { CompiledStatement } from '../evaluate/statement';
import { matchPattern } from '../match/pattern';
import { sparesOnlyChosen } from './narrowing';

/** Checks whether a statement is for everyone. */
export function isForEverybody({ Principal }: Statement): boolean {
  return (
    Principal === '*' ||
    (Principal !== undefined && asList(Principal.AWS).includes('*'))
  );
}

/** Checks whether a Deny statement denies what an Allow statement allows to everyone but callers that its author chose. */
export function deniesStrangers(
  deny: CompiledStatement,
  allow: CompiledStatement,
): boolean {
  return (
    isForEverybody(deny.source) &&
    includes(deny.source.Action, allow.source.Action) &&
    (includes(deny.source.Resource, allow.source.Resource) ||
      [deny, allow].every(({ resources }) => resources.length === 0)) &&
    deny.conditions.every(condition => sparesOnlyChosen(condition, deny))
  );
}

/** Checks whether patterns include others. True is always correct. A missing list, such as for NotAction, can be anything. */
function includes(
  outer: string | string[] | undefined,
  inner: string | string[] = '*',
): boolean {
  // A `?` would match the `*` of another pattern.
  const whole = asList(outer).filter(pattern => !pattern.includes('?'));
  return asList(inner).every(text =>
    whole.some(pattern => matchPattern(pattern, text, { ignoreCase: true })),
  );
}
