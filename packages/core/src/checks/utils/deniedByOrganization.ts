import type { Blocker } from '@backstage-irsa/iam-policy';
import type { CheckAnswer } from '../types';
import { fail, undecided } from './answer';
import { askForException } from './askForException';

/** A denial by an SCP or RCP of a call that assumes a role. */
export interface AssumeDenial {
  action: string;
  blocker: Blocker;
  /** The condition keys on which the denial depends and that only a request contains. */
  openKeys: string[];
}

/** Ends a sentence about condition keys that only a request of `caller` contains. */
export function onlyShownBy(caller: string, keys: string[]): string {
  return `${keys.join(', ')}, which only a request from ${caller} can show.`;
}

/** Words the answer to a denial. `need` is the purpose of the call, and `caller` makes it. */
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
