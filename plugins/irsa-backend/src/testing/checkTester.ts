import type { CheckResult, LiveProof } from '@backstage-irsa/plugin-irsa-common';
import type { Check } from '../checks/types';
import type { Observed } from '../observe/types';
import { observedWith } from './observed';

/** One row: what is observed, and what the check must say of it. */
export interface CheckCase {
  name: string;
  /** What differs from a healthy IAM service account with one pod. */
  observed?: Partial<Observed>;
  liveProof?: LiveProof;
  result: CheckResult['result'];
  /** Part of the message. */
  message: string | RegExp;
  /** Part of the remediation; null when there must be none. */
  remediation?: string | null;
}

/** Runs a table of cases through one check. */
export function checkTester(check: Check, cases: CheckCase[]): void {
  describe(`check ${check.meta.id}`, () => {
    it('asks a question, and says where it is explained', () => {
      expect(check.meta.question).toMatch(/\?$/);
      expect(check.meta.docs).toBe(`docs/checks/${check.meta.id}.md`);
    });

    it.each(cases)('$result: $name', testCase => {
      const answer = check.run(
        observedWith(testCase.observed),
        testCase.liveProof ?? null,
      );
      expect(answer.result).toBe(testCase.result);
      expect(answer.message).toMatch(testCase.message);
      if (answer.result === 'fail' || answer.result === 'warn') {
        expect(answer.remediation).toEqual(expect.any(String));
      }
      if (testCase.remediation === null) {
        expect(answer.remediation).toBeNull();
      } else if (testCase.remediation !== undefined) {
        expect(answer.remediation).toContain(testCase.remediation);
      }
    });
  });
}
