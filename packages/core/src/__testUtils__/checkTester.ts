/* eslint-disable jest/no-export -- the tests belong to the files that call this */
import type { CheckResult, Link, LiveProof } from '../model/types';
import type { FaultId } from '../model/faults';
import type { Check, CheckAnswer } from '../checks/types';
import type { Observed } from '../model/observed';
import { observedWith } from './observed';

/** A test case: what is observed, and the expected result of the check. */
export interface CheckCase {
  name: string;
  /** What differs from a healthy IAM service account with one pod. */
  observed?: Partial<Observed>;
  liveProof?: LiveProof;
  result: CheckResult['result'];
  /** Part of the message. */
  message: string | RegExp;
  /** Part of the remediation's sentence or commands. When absent: some remediation for `fail` and `warn`, else none. */
  remediation?: string;
  /** The remediation's commands, all of them; any when absent. */
  commands?: string[];
  /** Where the chain is broken; the check's own link when absent. */
  link?: Link;
  /** The fault that must be named; none when absent. */
  fault?: FaultId;
}

function remediationText({ remediation }: CheckAnswer): string | null {
  return remediation
    ? [remediation.sentence, ...(remediation.commands ?? [])].join('\n')
    : null;
}

function expectedRemediation({ result, remediation }: CheckCase) {
  if (typeof remediation === 'string') {
    return expect.stringContaining(remediation);
  }
  const mustSay = result === 'fail' || result === 'warn';
  return mustSay ? expect.any(String) : null;
}

/** Runs a table of cases through one check. */
export function checkTester(check: Check, cases: CheckCase[]): void {
  describe(`check ${check.meta.id}`, () => {
    it('has a question and documentation', () => {
      expect(check.meta.question).toMatch(/\?$/);
      expect(check.meta.docs).toBe(`docs/reference/checks/${check.meta.id}.md`);
    });

    it.each(cases)('$result: $name', testCase => {
      const { observed, liveProof = null, result, message, fault } = testCase;
      const answer = check.run(observedWith(observed), liveProof);
      expect(answer.message).toMatch(message);
      expect({
        result: answer.result,
        remediation: remediationText(answer),
        fault: answer.fault,
        link: answer.link ?? check.meta.link,
      }).toEqual({
        result,
        remediation: expectedRemediation(testCase),
        fault,
        link: testCase.link ?? answer.link ?? check.meta.link,
      });
      const { commands = [] } = answer.remediation ?? {};
      expect(commands).toEqual(testCase.commands ?? commands);
      // Commands must be runnable without changes.
      expect(commands).not.toContainEqual(expect.stringMatching(/<[^>]*>/));
    });

    it('reports only faults that it declares', () => {
      const named = cases.flatMap(({ fault }) => fault ?? []);
      expect(check.meta.faults).toEqual(expect.arrayContaining(named));
    });
  });
}
