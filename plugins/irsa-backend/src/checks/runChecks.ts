import type {
  CheckResult,
  LiveProof,
} from '@backstage-irsa/plugin-irsa-common';
import type { Observed } from '../observe/types';
import { checks } from './registry';
import type { Check } from './types';

const LIVE_PROOF = 'live-proof';

function toResult(
  check: Check,
  answer: Pick<CheckResult, 'result' | 'message' | 'remediation'>,
  evidence: CheckResult['evidence'] = 'inferred',
): CheckResult {
  const { id, link } = check.meta;
  return { id, link, evidence, ...answer };
}

/** The check that leaves this one unanswered: the first one needed that did not pass, or what that one itself waits for. */
function blockerOf(
  check: Check,
  answered: Map<string, CheckResult>,
): string | undefined {
  const needed = check.meta.needs.flatMap(id => answered.get(id) ?? []);
  const blocker = needed.find(
    ({ result }) => result === 'fail' || result === 'unknown',
  );
  return blocker && (blocker.blockedBy ?? blocker.id);
}

function runOne(
  check: Check,
  observed: Observed,
  liveProof: LiveProof | null,
  answered: Map<string, CheckResult>,
): CheckResult {
  const blockedBy = blockerOf(check, answered);
  if (blockedBy === undefined) {
    return toResult(check, check.run(observed, liveProof));
  }
  return {
    ...toResult(check, {
      result: 'unknown',
      message: `Not checked, because ${blockedBy} is not answered or failed.`,
      remediation: null,
    }),
    blockedBy,
  };
}

/** A token exchange that succeeded answers the checks of every link that it went through. */
function withProof(
  check: Check,
  result: CheckResult,
  liveProof: LiveProof | null,
): CheckResult {
  if (liveProof?.result !== 'proved' || !check.meta.provedByExchange) {
    return result;
  }
  if (result.result === 'pass') return { ...result, evidence: 'proved' };
  return toResult(
    check,
    {
      result: 'pass',
      message: `The token exchange proves it: AWS STS gave out ${liveProof.assumedRoleArn}.`,
      remediation: null,
    },
    'proved',
  );
}

/**
 * Runs every check. One that cannot be answered because an earlier link is broken or unread is `unknown` with `blockedBy`, so that one fault
 * gives one failure. `liveProof` is null when none was made; then its check is left out.
 */
export function runChecks(
  observed: Observed,
  liveProof: LiveProof | null,
): CheckResult[] {
  const answered = new Map<string, CheckResult>();
  for (const check of checks) {
    if (check.meta.id === LIVE_PROOF && liveProof === null) continue;
    const result = runOne(check, observed, liveProof, answered);
    answered.set(check.meta.id, withProof(check, result, liveProof));
  }
  return [...answered.values()];
}
