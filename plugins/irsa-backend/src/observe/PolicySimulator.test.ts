import type { IAMClient } from '@aws-sdk/client-iam';
import { found, unknown } from '@backstage-irsa/core/model';
import { simulateByAws } from './PolicySimulator';

const REQUEST = { action: 's3:GetObject', resource: 'arn:aws:s3:::a/b' };

/** Simulates with these IAM responses, one for each request. Errors are thrown. */
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
  'AWS returned an invalid response to iam:SimulatePrincipalPolicy.',
);

describe('the decision of the AWS policy simulator', () => {
  it('is returned for each request', async () => {
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

  it('is the decision about the resource, not about the action as a whole', async () => {
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
    ['AWS reports a denial by the organization', false, detail(false)],
    [
      'AWS returns a matching statement',
      undefined,
      { MatchedStatements: [{}] },
    ],
    ['AWS returns no matching statement', false, {}],
    [
      'the permissions boundary denies',
      undefined,
      {
        PermissionsBoundaryDecisionDetail: {
          AllowedByPermissionsBoundary: false,
        },
      },
    ],
  ])(
    'has the expected allowedByOrganizations when %s: %s',
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
    ['with an empty list of results', { EvaluationResults: [] }],
    [
      'with a text instead of a list of results',
      { EvaluationResults: 'allowed' },
    ],
    ['with an invalid decision', result('maybe')],
    [
      'with the name of a JavaScript property as the decision',
      result('constructor'),
    ],
    ['with a number as the decision', result(7)],
    [
      'with a text instead of a Boolean value',
      result('allowed', {
        OrganizationsDecisionDetail: { AllowedByOrganizations: 'yes' },
      }),
    ],
  ])(
    'is unknown for a response %s, and the next request is made',
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
      unknown('AWS throttled the policy simulation. Retry later.'),
    ],
  ])('is not requested again after %s', async (error, answer) => {
    expect(await simulated(error, result('allowed'))).toEqual([answer, answer]);
  });
});
