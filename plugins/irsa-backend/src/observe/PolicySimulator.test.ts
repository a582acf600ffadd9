import type { IAMClient } from '@aws-sdk/client-iam';
import { found, unknown } from '@backstage-irsa/core/model';
import { simulateByAws } from './PolicySimulator';

const REQUEST = { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };

/** What is made of these answers of IAM, one for each request; an error is thrown. */
function simulated(...answers: unknown[]) {
  const left = [...answers];
  const iam = {
    send: async () => {
      const answer = left.shift();
      if (answer instanceof Error) throw answer;
      return answer;
    },
  };
  return simulateByAws(iam as never as IAMClient, {
    roleArn: 'arn:aws:iam::111122223333:role/orders',
    requests: answers.map(() => REQUEST),
    policies: [],
  });
}

const result = (EvalDecision: unknown, more: object = {}) => ({
  EvaluationResults: [{ EvalDecision, ...more }],
});
const detail = (AllowedByOrganizations: boolean) => ({
  OrganizationsDecisionDetail: { AllowedByOrganizations },
});
const refusal = (name: string) =>
  Object.assign(new Error(name), { name, $fault: 'client' });

const UNREADABLE = unknown(
  'AWS gave an answer to iam:SimulatePrincipalPolicy that cannot be read.',
);

describe("what AWS's own engine decides", () => {
  it('is told for each request', async () => {
    expect(
      await simulated(
        result('allowed'),
        result('implicitDeny'),
        result('explicitDeny', {
          OrganizationsDecisionDetail: { AllowedByOrganizations: false },
        }),
      ),
    ).toEqual([
      found({ decision: 'Allowed' }),
      found({ decision: 'ImplicitlyDenied' }),
      found({ decision: 'ExplicitlyDenied', allowedByOrganizations: false }),
    ]);
  });

  it('is that about the resource, not that of the action as a whole', async () => {
    const [answer] = await simulated(
      result('explicitDeny', {
        EvalResourceName: 'arn:${Partition}:s3:::${BucketName}/${KeyName}',
        ResourceSpecificResults: [
          {
            EvalResourceName: REQUEST.resource,
            EvalResourceDecision: 'allowed',
          },
        ],
      }),
    );
    expect(answer).toEqual(found({ decision: 'Allowed' }));
  });

  it.each<[string, boolean | undefined, object]>([
    ['AWS says so', false, detail(false)],
    ['a statement is shown', undefined, { MatchedStatements: [{}] }],
    ['no statement is shown', false, {}],
    [
      'the boundary denies',
      undefined,
      {
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ],
  ])(
    'is put down to the organization when %s: %s',
    async (_, allowed, more) => {
      const [answer] = await simulated(result('explicitDeny', more));
      expect(answer).toEqual(
        found({
          decision: 'ExplicitlyDenied',
          ...(allowed !== undefined && { allowedByOrganizations: allowed }),
        }),
      );
    },
  );

  it.each([
    ['without results', {}],
    ['with none', { EvaluationResults: [] }],
    ['with something else', { EvaluationResults: 'allowed' }],
    ['with a decision that is none', result('maybe')],
    ['with the name of a prototype', result('constructor')],
    ['with a number', result(7)],
    [
      'with a text for yes or no',
      result('allowed', {
        OrganizationsDecisionDetail: { AllowedByOrganizations: 'yes' },
      }),
    ],
  ])(
    'is not known of an answer %s, and the next is asked',
    async (_, answer) => {
      expect(await simulated(answer, result('allowed'))).toEqual([
        UNREADABLE,
        found({ decision: 'Allowed' }),
      ]);
    },
  );

  it.each([
    [
      refusal('AccessDenied'),
      unknown(
        'The backend may not call iam:SimulatePrincipalPolicy.',
        'iam:SimulatePrincipalPolicy',
      ),
    ],
    [
      refusal('Throttling'),
      unknown('AWS takes no more simulations at the moment: ask again later.'),
    ],
  ])('is asked for no further after %s', async (error, answer) => {
    expect(await simulated(error, result('allowed'))).toEqual([answer, answer]);
  });
});
