import type { Statement } from '@backstage-irsa/iam-policy';
import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import { TooManyRequestsError } from '../../lib/errors';
import type { Evaluator } from '../../permissions/evaluator/Evaluator';
import { SetEvaluation } from './SetEvaluation';

const list = <T>(count: number, of: (at: number) => T): T[] =>
  Array.from({ length: count }, (_, at) => of(at));

function setOf(own: Statement[], boundary?: Statement[]): PolicySet {
  const documentOf = (Statement: Statement[]) =>
    JSON.stringify({ Version: '2012-10-17', Statement });
  const boundaryText = boundary && {
    ...{ kind: 'permissions-boundary' as const, name: 'boundary' },
    ...{ document: documentOf(boundary), errors: [] },
  };
  return {
    policies: [
      { kind: 'inline', name: 'own', document: documentOf(own), errors: [] },
      ...(boundaryText ? [boundaryText] : []),
    ],
    layers: [{ layer: 'identity', state: 'read' }],
  };
}

/** Returns a set that allows everything, and on each of a number of roles. */
function setWith(roles: number): PolicySet {
  const allow = { Effect: 'Allow' as const, Action: 'iam:*' };
  return setOf([
    { ...allow, Resource: '*' },
    {
      ...allow,
      Resource: list(
        roles,
        at => `arn:aws:iam::111122223333:role/team-a/*-${at}-*`,
      ),
    },
  ]);
}

/** Returns a set whose policies and boundary have many conditions, but name few resources. */
function setWithConditions(count: number): PolicySet {
  const statements = (key: string) =>
    list(
      count,
      (at): Statement => ({
        ...{ Effect: 'Allow', Action: 'iam:*', Resource: '*' },
        Condition: { StringEquals: { [`aws:PrincipalTag/${key}`]: `${at}` } },
      }),
    );
  return setOf(statements('a'), statements('b'));
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
  it.each([
    ['60 resources', setWith(60)],
    ['200 resources', setWith(200)],
    ['10 conditions in policies and boundary', setWithConditions(10)],
  ])('stays on the event loop for %s', async (_, set) => {
    const { calls, evaluation } = await evaluationWith(tooLong);
    const risks = await evaluation.risks(set);
    expect(risks.map(({ id }) => id)).toContain('privilege-escalation-self');
    expect((await evaluation.summary(set)).services).toHaveLength(1);
    expect(calls).toEqual([]);
  });

  it('runs in a thread for much work, and says what took too long', async () => {
    const { calls, evaluation } = await evaluationWith(tooLong);
    const set = setWithConditions(60);
    expect(await evaluation.risks(set)).toEqual([
      expect.objectContaining({
        id: 'not-evaluated',
        severity: 'medium',
        message: expect.stringContaining('It took more than 10000 ms.'),
      }),
    ]);
    expect(await evaluation.summary(set)).toMatchObject({
      services: [],
      unreadable: [expect.stringContaining('It took more than 10000 ms.')],
    });
    expect(calls).toEqual(['policyRisks', 'permissionSummary']);
  });

  it('fails with other errors', async () => {
    const { evaluation } = await evaluationWith(async () => {
      throw new Error('broken');
    });
    await expect(evaluation.risks(setWithConditions(60))).rejects.toThrow(
      'broken',
    );
  });
});
