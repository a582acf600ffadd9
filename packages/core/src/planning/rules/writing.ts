import type { AccountWriting, RulesConfig } from '../../model/config';
import type { Violation } from '../../model/types';

/** What a caller is about to do: write, deliver files to another tool, or cut off or restore access in an incident. */
type Purpose = 'write' | 'deliver' | 'cut-off';

/** Returns the write mode and freeze of an account and its clusters. A global freeze applies to every account. */
export function writingIn(
  { writing }: Pick<RulesConfig, 'writing'>,
  accountId: string,
): AccountWriting {
  const own = writing?.accounts[accountId];
  const freeze = writing?.freeze ?? own?.freeze;
  return {
    mode: own?.mode ?? writing?.mode ?? 'write',
    ...(freeze && { freeze }),
  };
}

/** Returns the mode and freeze rules that forbid a purpose in these accounts. A freeze does not block cutting off or restoring access. */
export function checkWriting(
  config: Pick<RulesConfig, 'writing'>,
  accountIds: Iterable<string>,
  purpose: Purpose,
): Violation[] {
  return [...new Set(accountIds)].flatMap(accountId => {
    const { mode, freeze } = writingIn(config, accountId);
    if (mode === 'observe') return [observeMode(accountId)];
    if (purpose === 'deliver') return [];
    if (mode === 'pull-request') return [pullRequestMode(accountId)];
    return freeze && purpose === 'write' ? [frozen(accountId, freeze)] : [];
  });
}

function observeMode(accountId: string): Violation {
  return {
    field: 'cluster',
    rule: 'observe-mode',
    message: `AWS account ${accountId} is in observe mode: you can view plans, but Backstage writes nothing and delivers no files. The platform team sets the mode with irsa.mode or irsa.accounts.`,
  };
}

function pullRequestMode(accountId: string): Violation {
  return {
    field: 'cluster',
    rule: 'pull-request-mode',
    message: `AWS account ${accountId} is in pull-request mode: Backstage writes nothing there itself. Open a pull request instead.`,
  };
}

function frozen(accountId: string, { reason }: { reason: string }): Violation {
  return {
    field: 'cluster',
    rule: 'freeze',
    message: `Changes in AWS account ${accountId} are frozen: ${reason} Apply again when the freeze is over. Access can still be cut off.`,
  };
}
