import { faults, type Fault, type FaultId } from '../model/faults';
import { type CheckResult, type DiagnosisCandidate } from '../model/types';
import { adviceOn } from './advice';
import type { Verdict } from './evaluation';
import type { DiagnosisContext } from './types';

type State = Pick<
  DiagnosisCandidate,
  'state' | 'because' | 'check' | 'remediation' | 'commands'
>;

/** A check that found the fault. */
function confirmedBy(check: CheckResult): State {
  return {
    state: 'confirmed',
    because: check.message,
    check: check.id,
    remediation: check.remediation,
    ...(check.commands && { commands: check.commands }),
  };
}

function open({ evidence }: Fault): string {
  return evidence === 'error-text'
    ? 'Only the application itself shows it.'
    : 'No check can see it.';
}

/** What leaves the fault open: a check that did not answer, or that found something else. */
function leftOpenBy(check: CheckResult): State {
  return {
    state: 'possible',
    because:
      check.result === 'unknown'
        ? check.message
        : `The check found something else: ${check.message}`,
    check: check.id,
    remediation: null,
  };
}

/** What the checks that can name a fault say of it. */
function judged(
  fault: Fault,
  checks: CheckResult[],
  context: DiagnosisContext,
): State {
  const remediation = adviceOn(fault.id);
  const declaring = context.checks.filter(
    declared =>
      declared.faults.includes(fault.id) &&
      declared.mechanisms.includes(context.mechanism),
  );
  if (declaring.length === 0) {
    return { state: 'possible', because: open(fault), remediation };
  }
  const answers = declaring.map(({ id }) => checks.find(one => one.id === id));
  const doubtful = answers.find(one => one && one.result !== 'pass');
  if (doubtful) return { ...leftOpenBy(doubtful), remediation };
  const passed = answers.find(one => one !== undefined);
  if (!passed) {
    return {
      state: 'possible',
      because: `Not looked at: ${declaring[0].id} was not asked.`,
      remediation,
    };
  }
  return {
    state: 'ruled-out',
    because: passed.message,
    check: passed.id,
    remediation: null,
  };
}

/** A fault held against the checks and the evaluation; undefined for an id that no fault has. */
export function candidateOf(
  id: string,
  checks: CheckResult[],
  verdicts: Map<FaultId, Verdict>,
  context: DiagnosisContext,
): DiagnosisCandidate | undefined {
  const fault = faults.find(one => one.id === id);
  if (!fault) return undefined;
  const found = checks.find(
    check => check.fault === id && ['fail', 'warn'].includes(check.result),
  );
  const state = found
    ? confirmedBy(found)
    : verdicts.get(fault.id) ?? judged(fault, checks, context);
  return { fault: fault.id, title: fault.title, ...state };
}
