import type { CheckResult, SimulationResult } from '../model/types';
import { checks as registry } from '../checks/registry';
import type { RealError } from './__testUtils__/realError';
import { realErrors } from './__testUtils__/realErrors';
import { diagnose } from './diagnose';
import type { DiagnosisContext } from './types';

const metas = registry.map(({ meta }) => meta);

/** The check results: checks that can report the fault report it, and all others pass. */
function answers({ fault, mechanism = 'irsa' }: RealError): CheckResult[] {
  const asked = metas.filter(meta => meta.mechanisms.includes(mechanism));
  const finder = asked.find(({ faults }) => faults.includes(fault));
  return asked.map(meta => ({
    id: meta.id,
    link: meta.link,
    evidence: 'inferred',
    message: 'As a test says.',
    remediation: null,
    ...(meta === finder ? { result: 'fail', fault } : { result: 'pass' }),
  }));
}

function contextOf(error: RealError): DiagnosisContext {
  const { mechanism = 'irsa', role = 'orders', fault } = error;
  return {
    mechanism,
    roleArn: `arn:aws:iam::111122223333:role/irsa/${role}`,
    checks: metas,
    decide: (action, resource): SimulationResult => ({
      action,
      resource,
      decision: fault === 'action-not-allowed' ? 'ImplicitlyDenied' : 'Allowed',
      summary: 'As a test says.',
      decidedBy: [],
      blockedBy: [],
      missingContext: [],
      layers: [],
      layerDecisions: [],
    }),
  };
}

describe('error texts from public threads', () => {
  it('number at least 30, and each has a source', () => {
    expect(realErrors.length).toBeGreaterThanOrEqual(30);
    for (const { source } of realErrors) {
      expect(source).toMatch(
        /^https:\/\/github\.com\/[\w.-]+\/[\w.-]+\/(issues|pull)\/\d+$/,
      );
    }
  });

  it.each(realErrors)('$source ranks $fault among its top 2', error => {
    const { recognized, candidates } = diagnose(
      error.text,
      answers(error),
      contextOf(error),
    );
    expect(recognized).not.toEqual([]);
    const firstTwo = candidates.slice(0, 2).map(({ fault }) => fault);
    expect(firstTwo).toContain(error.fault);
  });

  it.each(realErrors)(
    '$source stays possible without check results and policy decisions',
    error => {
      const { candidates } = diagnose(error.text, [], {
        ...contextOf(error),
        decide: () => undefined,
      });
      expect(candidates).toContainEqual(
        expect.objectContaining({ fault: error.fault, state: 'possible' }),
      );
    },
  );
});
