import type { Blocker } from '@backstage-irsa/iam-policy';
import type { CheckAnswer } from '../types';
import { fail, undecided } from './answer';
import { askForException } from './askForException';

/** An SCP or an RCP that denies somebody to assume a role. */
export interface AssumeDenial {
  action: string;
  blocker: Blocker;
  /** The condition keys that it hangs on and that only a request shows. */
  openKeys: string[];
}

/** The end of a sentence about what depends on condition keys that a request of `caller` carries. */
export function onlyShownBy(caller: string, keys: string[]): string {
  return `${keys.join(
    ', ',
  )}, which only a request of ${caller} itself can show.`;
}

/** What a check says of it: `need` is for what the call is needed, and `caller` makes it. */
export function deniedByOrganization(
  { action, blocker, openKeys }: AssumeDenial,
  { need, caller }: { need: string; caller: string },
): CheckAnswer {
  const message = `${blocker.message} ${need}`;
  const remediation = { sentence: askForException(blocker, action) };
  return openKeys.length === 0
    ? fail(message, remediation, 'organization-denies')
    : undecided(
        `${message} That depends on ${onlyShownBy(caller, openKeys)}`,
        remediation,
      );
}
