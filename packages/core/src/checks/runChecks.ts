import { parseRoleArn } from '../arn/arn';
import { type CheckResult, type LiveProof } from '../model/types';
import { valueOf } from '../model/observation';
import { seenFromPods } from '../permissions/podsRole';
import type { Observed } from '../model/observed';
import { checks } from './registry';
import type { Check, CheckAnswer, Remediation } from './types';

const LIVE_PROOF = 'live-proof';
const TARGET_ROLE = 'target-role';

const questions = new Map(checks.map(({ meta }) => [meta.id, meta.question]));

/** Returns the readable text of a remediation: the sentence, followed by the commands. */
function textOf({ sentence, commands = [] }: Remediation): string {
  return [sentence, ...commands].join('\n');
}

/** Names the role's account in the sentence if that differs from the cluster's account, because `aws iam` commands must run there. */
function namingAccount(
  answer: CheckAnswer,
  { role, config }: Observed,
): CheckAnswer {
  const { remediation } = answer;
  if (!remediation?.commands?.some(line => /^aws iam /.test(line))) {
    return answer;
  }
  const accountId = parseRoleArn(valueOf(role)?.arn ?? '')?.accountId;
  const isElsewhere = accountId !== undefined && accountId !== config.accountId;
  if (!isElsewhere) return answer;
  return /account \d{12}/.test(remediation.sentence)
    ? answer
    : {
        ...answer,
        remediation: {
          ...remediation,
          sentence: `In account ${accountId}: ${remediation.sentence}`,
        },
      };
}

function toResult(
  { meta }: Check,
  answer: CheckAnswer,
  evidence: CheckResult['evidence'] = 'inferred',
): CheckResult {
  const { result, message, remediation, fault } = answer;
  return {
    id: meta.id,
    link: answer.link ?? meta.link,
    evidence,
    result,
    message,
    remediation: remediation ? textOf(remediation) : null,
    ...(remediation?.commands && { commands: remediation.commands }),
    ...(remediation?.diff && { diff: remediation.diff }),
    ...(fault !== undefined && { fault }),
  };
}

/**
 * Returns the ID of the check that blocks this one: the first needed check that did not pass, a failed check that explains what this one would find,
 * or the check that blocks that one.
 */
function blockerOf(
  { meta }: Check,
  answered: Map<string, CheckResult>,
): string | undefined {
  const stops = (id: string, results: CheckResult['result'][]) => {
    const result = answered.get(id);
    return result && results.includes(result.result) ? [result] : [];
  };
  const [blocker] = [
    ...meta.needs.flatMap(id => stops(id, ['fail', 'unknown'])),
    ...(meta.unlessFailed ?? []).flatMap(id => stops(id, ['fail'])),
  ];
  return blocker && (blocker.blockedBy ?? blocker.id);
}

/** Returns the observations for the check: permission checks see the role that pods get in the end. */
function seenBy({ meta }: Check, observed: Observed): Observed {
  return meta.link === 'permissions' ? seenFromPods(observed) : observed;
}

/** Adds the check `target-role` to the needs of a permission check if the target role was not found. */
function onItsWay(check: Check, { target }: Observed): Check {
  const { meta } = check;
  const isBeyond =
    meta.link === 'permissions' && target && target.role.state !== 'found';
  return isBeyond
    ? { ...check, meta: { ...meta, needs: [...meta.needs, TARGET_ROLE] } }
    : check;
}

function runOne(
  asked: Check,
  all: Observed,
  liveProof: LiveProof | null,
  answered: Map<string, CheckResult>,
): CheckResult {
  const check = onItsWay(asked, all);
  const observed = seenBy(check, all);
  const blockedBy = blockerOf(check, answered);
  if (blockedBy === undefined) {
    const answer = check.run(observed, liveProof);
    return toResult(check, namingAccount(answer, observed));
  }
  return {
    ...toResult(check, {
      result: 'unknown',
      message: `Skipped until this passes: ${questions.get(blockedBy)}`,
    }),
    blockedBy,
  };
}

/** Lets a check pass as proved if a successful token exchange answers it, regardless of its own result. */
function withProof(
  check: Check,
  result: CheckResult,
  observed: Observed,
  liveProof: LiveProof | null,
): CheckResult {
  if (
    liveProof?.result !== 'proved' ||
    !check.meta.provedByExchange ||
    check.isProvable?.(observed) === false
  ) {
    return result;
  }
  if (result.result === 'pass') return { ...result, evidence: 'proved' };
  return toResult(
    check,
    {
      result: 'pass',
      message: `The token exchange proves it: AWS STS issued ${liveProof.assumedRoleArn}.`,
    },
    'proved',
  );
}

function isAsked(
  check: Check,
  observed: Observed,
  liveProof: LiveProof | null,
): boolean {
  const { meta } = check;
  return (
    (check.arises?.(seenBy(check, observed)) ?? true) &&
    meta.mechanisms.includes(observed.mechanism) &&
    (meta.id !== LIVE_PROOF || liveProof !== null)
  );
}

/**
 * Runs every check of the mechanism. A check that an earlier broken or unread link makes unanswerable is `unknown` with `blockedBy`, so that 1 fault
 * causes 1 failure. Pass null as `liveProof` if none was made; then its check is left out.
 */
export function runChecks(
  observed: Observed,
  liveProof: LiveProof | null,
): CheckResult[] {
  const answered = new Map<string, CheckResult>();
  for (const check of checks) {
    if (!isAsked(check, observed, liveProof)) continue;
    const result = runOne(check, observed, liveProof, answered);
    answered.set(check.meta.id, withProof(check, result, observed, liveProof));
  }
  return [...answered.values()];
}
