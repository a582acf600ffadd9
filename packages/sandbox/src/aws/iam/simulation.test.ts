import {
  CreatePolicyCommand,
  GetContextKeysForCustomPolicyCommand,
  GetContextKeysForPrincipalPolicyCommand,
  PutRolePermissionsBoundaryCommand,
  PutRolePolicyCommand,
  CreateRoleCommand,
  SimulateCustomPolicyCommand,
  SimulatePrincipalPolicyCommand,
  paginateSimulateCustomPolicy,
  type SimulatePrincipalPolicyCommandInput,
} from '@aws-sdk/client-iam';
import { type AwsFixture, startAwsFixture } from '../__testUtils__/awsFixture';
import { accountTrust, policyOf } from '../__testUtils__/policies';

const ROLE = 'arn:aws:iam::111122223333:role/app';
const OBJECT = 'arn:aws:s3:::orders/a';
const allow = (Action: string, more: object = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});

describe('policy simulation', () => {
  let fixture: AwsFixture;

  beforeEach(async () => {
    fixture = await startAwsFixture();
    await fixture.iam().send(
      new CreateRoleCommand({
        RoleName: 'app',
        AssumeRolePolicyDocument: accountTrust('111122223333'),
      }),
    );
  });
  afterEach(() => fixture.close());

  const give = (...statements: object[]) =>
    fixture.iam().send(
      new PutRolePolicyCommand({
        RoleName: 'app',
        PolicyName: 'own',
        PolicyDocument: policyOf(...statements),
      }),
    );
  const limit = async (...statements: object[]) => {
    const iam = fixture.iam();
    const { Policy } = await iam.send(
      new CreatePolicyCommand({
        PolicyName: 'limit',
        PolicyDocument: policyOf(...statements),
      }),
    );
    await iam.send(
      new PutRolePermissionsBoundaryCommand({
        RoleName: 'app',
        PermissionsBoundary: Policy?.Arn,
      }),
    );
  };
  const control = (...statements: object[]) => {
    fixture.prod.serviceControlPolicies = [
      [{ name: 'root', document: policyOf(allow('*')) }],
      [{ name: 'account', document: policyOf(...statements) }],
    ];
  };
  const simulate = async (
    input: Partial<SimulatePrincipalPolicyCommandInput> = {},
  ) => {
    const { EvaluationResults = [] } = await fixture.iam().send(
      new SimulatePrincipalPolicyCommand({
        PolicySourceArn: ROLE,
        ActionNames: ['s3:GetObject'],
        ResourceArns: [OBJECT],
        ...input,
      }),
    );
    return EvaluationResults;
  };

  it('returns the matched statements and their positions in the document', async () => {
    await give(allow('sqs:*'), allow('s3:Get*'));
    const [result] = await simulate();
    expect(result).toMatchObject({
      EvalActionName: 's3:GetObject',
      EvalDecision: 'allowed',
      MissingContextValues: [],
      ResourceSpecificResults: [
        { EvalResourceName: OBJECT, EvalResourceDecision: 'allowed' },
      ],
    });
    const [{ StartPosition, EndPosition, ...source }] =
      result.MatchedStatements ?? [];
    expect(source).toEqual({
      SourcePolicyId: 'role_app_own',
      SourcePolicyType: 'IAM Policy',
    });
    const text = policyOf(allow('sqs:*'), allow('s3:Get*'));
    const span = text.slice(
      (StartPosition?.Column ?? 0) - 1,
      (EndPosition?.Column ?? 0) - 1,
    );
    expect([StartPosition?.Line, JSON.parse(span)]).toEqual([
      1,
      allow('s3:Get*'),
    ]);
    expect(result.OrganizationsDecisionDetail).toBeUndefined();
    expect(result.PermissionsBoundaryDecisionDetail).toBeUndefined();
  });

  it.each([
    ['no matching statement', [], 'implicitDeny', 0],
    ['a matching Allow', [allow('s3:*')], 'allowed', 1],
    [
      'a matching Deny beside a matching Allow',
      [allow('s3:*'), { ...allow('s3:GetObject'), Effect: 'Deny' }],
      'explicitDeny',
      1,
    ],
  ])('decides by %s', async (_, statements, decision, matched) => {
    await give(allow('ec2:*'), ...statements);
    const [result] = await simulate();
    expect(result.EvalDecision).toBe(decision);
    expect(result.MatchedStatements ?? []).toHaveLength(matched);
  });

  it('evaluates the boundary and the organization, and returns the result of each', async () => {
    await give(allow('*'));
    await limit(allow('s3:*'));
    control({ ...allow('*'), Action: undefined, NotAction: 's3:GetObject' });
    const [get, put, send] = await simulate({
      ActionNames: ['s3:GetObject', 's3:PutObject', 'sqs:SendMessage'],
    });
    const seen = [get, put, send].map(result => [
      result.EvalDecision,
      result.PermissionsBoundaryDecisionDetail?.AllowedByPermissionsBoundary,
      result.OrganizationsDecisionDetail?.AllowedByOrganizations,
    ]);
    expect(seen).toEqual([
      ['implicitDeny', true, false],
      ['allowed', true, true],
      ['implicitDeny', false, true],
    ]);
    expect(
      put.ResourceSpecificResults?.[0].PermissionsBoundaryDecisionDetail,
    ).toEqual({ AllowedByPermissionsBoundary: true });
  });

  it('never returns statements of service control policies', async () => {
    await give(allow('*'));
    control(allow('*'), { ...allow('s3:*'), Effect: 'Deny' });
    const [result] = await simulate();
    expect(result.EvalDecision).toBe('explicitDeny');
    expect(result.MatchedStatements ?? []).toEqual([]);
    expect(result.OrganizationsDecisionDetail?.AllowedByOrganizations).toBe(
      false,
    );
  });

  it('evaluates conditions of service control policies, but never lists their keys as missing', async () => {
    await give(allow('*'));
    control(allow('*'), {
      ...allow('*'),
      Effect: 'Deny',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
    });
    const [unsaid] = await simulate({ ResourceArns: undefined });
    expect(unsaid).toMatchObject({
      EvalDecision: 'explicitDeny',
      MissingContextValues: [],
      OrganizationsDecisionDetail: { AllowedByOrganizations: false },
    });
    const [said] = await simulate({
      ContextEntries: [
        {
          ContextKeyName: 'aws:RequestedRegion',
          ContextKeyType: 'string',
          ContextKeyValues: ['eu-west-1'],
        },
      ],
    });
    expect(said.EvalDecision).toBe('allowed');
  });

  it('returns one result for each action: that of the most restricted resource', async () => {
    await give(allow('s3:*', { Resource: 'arn:aws:s3:::orders/*' }));
    const [result, ...others] = await simulate({
      ResourceArns: [OBJECT, 'arn:aws:s3:::ledger/a'],
    });
    expect(others).toEqual([]);
    expect(result.EvalDecision).toBe('implicitDeny');
    expect(
      result.ResourceSpecificResults?.map(each => each.EvalResourceDecision),
    ).toEqual(['allowed', 'implicitDeny']);
  });

  it('accepts context, and lists missing keys when the resource is named', async () => {
    await give(
      allow('s3:*', {
        Condition: { StringEquals: { 'aws:SourceVpce': 'vpce-1' } },
      }),
    );
    const [all] = await simulate({ ResourceArns: undefined });
    expect(all.MissingContextValues).toEqual(['aws:SourceVpce']);
    expect(all.ResourceSpecificResults ?? []).toEqual([]);
    const [one] = await simulate();
    expect(one.MissingContextValues).toEqual([]);
    expect(one.ResourceSpecificResults?.[0].MissingContextValues).toEqual([
      'aws:SourceVpce',
    ]);
    const [given] = await simulate({
      ContextEntries: [
        {
          ContextKeyName: 'aws:SourceVpce',
          ContextKeyType: 'string',
          ContextKeyValues: ['vpce-1'],
        },
      ],
    });
    expect(given.EvalDecision).toBe('allowed');
  });

  it.each([
    ['string', 'allowed'],
    ['stringList', 'implicitDeny'],
  ] as const)(
    'treats an empty value of type %s as IAM does: %s',
    async (ContextKeyType, decision) => {
      await give(
        allow('s3:*', { Condition: { Null: { 's3:prefix': 'false' } } }),
      );
      const [result] = await simulate({
        ContextEntries: [
          {
            ContextKeyName: 's3:prefix',
            ...{ ContextKeyType, ContextKeyValues: [''] },
          },
        ],
      });
      expect(result.EvalDecision).toBe(decision);
    },
  );

  it('ignores the key policy of a KMS key', async () => {
    await give(allow('kms:Decrypt'));
    const [result] = await simulate({
      ActionNames: ['kms:Decrypt'],
      ResourceArns: ['arn:aws:kms:eu-west-1:111122223333:key/7a1b'],
    });
    expect(result.EvalDecision).toBe('allowed');
  });

  it('includes the policies of the request', async () => {
    const [result] = await simulate({
      PolicyInputList: [policyOf(allow('s3:*'))],
    });
    expect(result.EvalDecision).toBe('allowed');
    expect(result.MatchedStatements?.[0].SourcePolicyId).toBe(
      'PolicyInputList.1',
    );
  });

  it.each([
    [
      'a role that does not exist',
      { PolicySourceArn: 'arn:aws:iam::111122223333:role/ghost' },
      'NoSuchEntityException',
    ],
    [
      'a role of another account',
      { PolicySourceArn: 'arn:aws:iam::444455556666:role/app' },
      'AccessDenied',
    ],
    [
      'an ARN of neither a user nor a role',
      { PolicySourceArn: 'arn:aws:iam::111122223333:policy/app' },
      'InvalidInputException',
    ],
    ['no action', { ActionNames: [] }, 'ValidationError'],
    [
      'a context key type that does not exist',
      {
        ContextEntries: [
          {
            ContextKeyName: 'aws:SourceVpce',
            ContextKeyType: 'text' as 'string',
            ContextKeyValues: ['x'],
          },
        ],
      },
      'ValidationError',
    ],
    [
      'a policy that is not valid',
      { PolicyInputList: ['{}'] },
      'InvalidInputException',
    ],
  ])('rejects %s', async (_, input, name) => {
    await expect(simulate(input)).rejects.toMatchObject({
      name: expect.stringContaining(name.replace('Exception', '')),
    });
  });

  it('requires a permission on the role', async () => {
    const keys = fixture.user('dev', [
      allow('iam:SimulatePrincipalPolicy', {
        Resource: 'arn:aws:iam::111122223333:role/other',
      }),
    ]);
    await expect(
      fixture.iam(keys).send(
        new SimulatePrincipalPolicyCommand({
          PolicySourceArn: ROLE,
          ActionNames: ['s3:GetObject'],
        }),
      ),
    ).rejects.toMatchObject({ name: 'AccessDenied' });
  });

  it('simulates policies without a role, page by page', async () => {
    const input = {
      PolicyInputList: [policyOf(allow('s3:Get*'))],
      PermissionsBoundaryPolicyInputList: [policyOf(allow('s3:GetObject'))],
      ActionNames: ['s3:GetObject', 's3:GetObjectAcl', 's3:PutObject'],
    };
    const { EvaluationResults } = await fixture
      .iam()
      .send(new SimulateCustomPolicyCommand(input));
    expect(EvaluationResults?.map(result => result.EvalDecision)).toEqual([
      'allowed',
      'implicitDeny',
      'implicitDeny',
    ]);
    const seen: unknown[] = [];
    for await (const page of paginateSimulateCustomPolicy(
      { client: fixture.iam(), pageSize: 2 },
      input,
    )) {
      seen.push(page.EvaluationResults?.map(each => each.EvalActionName));
    }
    expect(seen).toEqual([
      ['s3:GetObject', 's3:GetObjectAcl'],
      ['s3:PutObject'],
    ]);
  });

  it('lists the context keys that policies reference', async () => {
    await give(
      allow('s3:*', {
        Resource: 'arn:aws:s3:::home/${aws:username}/*',
        Condition: {
          StringEquals: { 'aws:SourceVpce': 'vpce-1' },
          Null: { 'AWS:sourcevpce': 'false', 's3:prefix': 'true' },
        },
      }),
    );
    const iam = fixture.iam();
    const ofRole = await iam.send(
      new GetContextKeysForPrincipalPolicyCommand({
        PolicySourceArn: ROLE,
        PolicyInputList: [
          policyOf(
            allow('*', {
              Condition: { Bool: { 'aws:ViaAWSService': 'true' } },
            }),
          ),
        ],
      }),
    );
    expect(ofRole.ContextKeyNames).toEqual([
      'aws:SourceVpce',
      'aws:ViaAWSService',
      'aws:username',
      's3:prefix',
    ]);
    const old = JSON.stringify({
      Version: '2008-10-17',
      Statement: [allow('s3:*', { Resource: 'arn:aws:s3:::${aws:username}' })],
    });
    const custom = await iam.send(
      new GetContextKeysForCustomPolicyCommand({ PolicyInputList: [old] }),
    );
    expect(custom.ContextKeyNames).toEqual([]);
  });
});
