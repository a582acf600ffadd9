import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { TooManyRequestsError } from '../../lib/errors';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import { SetEvaluation } from './SetEvaluation';

/** Returns a set that allows everything on each of a number of roles. */
function setWith(roles: number): PolicySet {
  const document = JSON.stringify({
    Version: '2012-10-17',
    Statement: [
      { Effect: 'Allow', Action: 'iam:*', Resource: '*' },
      {
        Effect: 'Allow',
        Action: 'iam:*',
        Resource: Array.from(
          { length: roles },
          (_, at) => `arn:aws:iam::111122223333:role/team-a/*-${at}-*`,
        ),
      },
    ],
  });
  return {
    policies: [{ kind: 'inline', name: 'own', document, errors: [] }],
    layers: [{ layer: 'identity', state: 'read' }],
  };
}

async function evaluationWith(run: () => Promise<never>) {
  const calls: string[] = [];
  const evaluator: Pick<Evaluator, 'run'> = {
    run: async name => {
      calls.push(name);
      return run();
    },
  };
  const evaluation = new SetEvaluation(evaluator, {
    catalogue: await loadCatalogue(),
    now: new Date('2026-12-01T00:00:00Z'),
  });
  return { calls, evaluation };
}

const tooLong = async () => {
  throw new TooManyRequestsError('It took more than 10000 ms.', 10);
};

describe('the evaluation of a policy set by a scan', () => {
  it('stays on the event loop for the policies of usual roles', async () => {
    const { calls, evaluation } = await evaluationWith(tooLong);
    const risks = await evaluation.risks(setWith(20));
    expect(risks.map(({ id }) => id)).toContain('privilege-escalation-self');
    expect((await evaluation.summary(setWith(20))).services).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it('runs in a thread for many resources, and says what took too long', async () => {
    const { calls, evaluation } = await evaluationWith(tooLong);
    expect(await evaluation.risks(setWith(100))).toEqual([
      expect.objectContaining({
        id: 'not-evaluated',
        severity: 'medium',
        message: expect.stringContaining('It took more than 10000 ms.'),
      }),
    ]);
    expect(await evaluation.summary(setWith(100))).toMatchObject({
      services: [],
      unreadable: [expect.stringContaining('It took more than 10000 ms.')],
    });
    expect(calls).toEqual(['policyRisks', 'permissionSummary']);
  });

  it('fails with other errors', async () => {
    const { evaluation } = await evaluationWith(async () => {
      throw new Error('broken');
    });
    await expect(evaluation.risks(setWith(100))).rejects.toThrow('broken');
  });
});
