import { faults as catalogue } from './faults';
import { type CheckResult, type DiagnosisCandidate } from '../model/types';
import { type Fault } from './faults/types';
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
  const remediation = adviceOn(fault.number);
  const declaring = context.checks.filter(
    ({ faults, mechanisms }) =>
      faults.includes(fault.number) && mechanisms.includes(context.mechanism),
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

/** A fault held against the checks and the evaluation; undefined for a number that no fault has. */
export function candidateOf(
  number: number,
  checks: CheckResult[],
  verdicts: Map<number, Verdict>,
  context: DiagnosisContext,
): DiagnosisCandidate | undefined {
  const fault = catalogue.find(one => one.number === number);
  if (!fault) return undefined;
  const found = checks.find(
    check => check.fault === number && ['fail', 'warn'].includes(check.result),
  );
  const state = found
    ? confirmedBy(found)
    : verdicts.get(number) ?? judged(fault, checks, context);
  return { fault: number, title: fault.title, ...state };
}
