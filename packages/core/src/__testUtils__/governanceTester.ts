import type { FaultId } from '../model/faults';
/* eslint-disable jest/no-export -- the tests belong to the files that call this */
import type { Severity } from '../model/types';
import { assess } from '../findings/assess';
import type {
  GovernanceCheck,
  GovernanceContext,
  GovernanceSubject,
} from '../findings/types';
import { contextWith } from './governance';

type SubjectOf<Kind extends GovernanceSubject['kind']> = Extract<
  GovernanceSubject,
  { kind: Kind }
>;

interface Case<Kind extends GovernanceSubject['kind']> {
  name: string;
  subject: SubjectOf<Kind>;
  context?: Partial<GovernanceContext>;
}

/** The expected content of a finding. */
interface Expected {
  severity: Severity;
  /** Part of the message. */
  message: string | RegExp;
  /** Part of the remediation's sentence or commands; any when absent. */
  remediation?: string;
  /** Part of the facts. */
  facts?: Record<string, string>;
  key?: string;
  extent?: string[];
  fault?: FaultId;
}

/** Runs a table of subjects without and with findings through one check. */
export function governanceTester<Kind extends GovernanceSubject['kind']>(
  check: GovernanceCheck<Kind>,
  cases: {
    clean: Case<Kind>[];
    found: (Case<Kind> & { findings: Expected[] })[];
  },
): void {
  const { id } = check.meta;

  describe(`governance check ${id}`, () => {
    it('has a question and documentation', () => {
      expect(check.meta.question).toMatch(/\?$/);
      expect(check.meta.docs).toBe(`docs/reference/findings/${id}.md`);
    });

    it.each(cases.clean)('finds nothing: $name', ({ subject, context }) => {
      expect(check.run(subject, contextWith(context))).toEqual([]);
    });

    it.each(cases.found)('finds: $name', ({ subject, context, findings }) => {
      const answers = check.run(subject, contextWith(context));
      expect(answers).toEqual(findings.map(expectedAnswer));
      const told = answers.map(({ remediation, commands = [] }) =>
        [remediation, ...commands].join('\n'),
      );
      expect(told).toEqual(
        findings.map(({ remediation = '' }) =>
          expect.stringContaining(remediation),
        ),
      );
      // Commands must be runnable without changes.
      const commands = answers.flatMap(answer => answer.commands ?? []);
      expect(commands).not.toContainEqual(expect.stringMatching(/<[^>]*>/));
      const ids = assess(subject, contextWith(context)).filter(
        finding => finding.check === id,
      );
      expect(new Set(ids.map(finding => finding.id)).size).toBe(answers.length);
    });
  });
}

function expectedAnswer({
  severity,
  message,
  key,
  extent,
  fault,
  facts = {},
}: Expected): unknown {
  const listed = Object.entries(facts).map(([label, value]) => ({
    label,
    value,
  }));
  return expect.objectContaining({
    severity,
    message: expect.stringMatching(matcherOf(message)),
    remediation: expect.any(String),
    ...(key !== undefined && { key }),
    ...(extent && { extent }),
    ...(fault !== undefined && { fault }),
    ...(listed.length > 0 && { facts: expect.arrayContaining(listed) }),
  });
}

function matcherOf(text: string | RegExp): RegExp {
  return typeof text === 'string'
    ? new RegExp(text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'))
    : text;
}
