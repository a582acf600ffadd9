import type { ConditionOutcome } from '@backstage-irsa/iam-policy';
import { mayCarry } from '../../trust/openKeys';

/** Whether only a call shows the value of a key that the request lacks. */
export type IsOpen = (key: string) => boolean;

/** Whether only a pod's call shows the value of a key. */
export const isOpen: IsOpen = key => mayCarry('pod', key);

/** Like `isOpen`, but also for sessions that have tags with unknown values. Pass `all` if all tags are unknown. */
export function isOpenWith(openTags: string[] | 'all' = []): IsOpen {
  const prefix = 'aws:principaltag/';
  return key => {
    const name = key.toLocaleLowerCase('en-US');
    const isOpenTag =
      name.startsWith(prefix) &&
      (openTags === 'all' || openTags.includes(name.slice(prefix.length)));
    return isOpen(key) || isOpenTag;
  };
}

/** Like `isOpenWith`, but with each key open except the tags of the session, which are known. */
export function isOpenExceptTags(openTags: string[] | undefined): IsOpen {
  const open = isOpenWith(openTags);
  return key => open(key) || !/^aws:principaltag\//i.test(key);
}

/** Returns the open keys on which a condition depends: its own key, and variables in its values. */
export function openKeysOn(
  { key, actual, unresolved = [] }: ConditionOutcome,
  open: IsOpen,
): string[] {
  // Without its key, a condition has the same result for all values of variables.
  if (!actual && !open(key)) return [];
  return [...(actual ? [] : [key]), ...unresolved.filter(open)];
}

/** Whether a condition depends on open keys. */
export function dependsOnOpen(
  condition: ConditionOutcome,
  open: IsOpen,
): boolean {
  return openKeysOn(condition, open).length > 0;
}
