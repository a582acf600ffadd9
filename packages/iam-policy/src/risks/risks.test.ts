import type { NamedPolicy, Statement } from '../document/types';
import { policy } from '../__testUtils__/cases';
import { loadCatalogue } from '../catalogue/load';
import { CREDENTIAL_EXPOSURE } from './data/credential-exposure';
import { DATA_ACCESS } from './data/data-access';
import { ESCALATION_PATHS } from './data/escalation-paths';
import { RESOURCE_EXPOSURE } from './data/resource-exposure';
import { findRisks } from './index';

const allow = (
  Action: string | string[],
  Resource: string | string[] = '*',
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource, ...more });
const deny = (Action: string | string[], Resource = '*'): Statement => ({
  Effect: 'Deny',
  Action,
  Resource,
});
const when = (
  operator: string,
  key: string,
  value: string | string[],
): Partial<Statement> => ({ Condition: { [operator]: { [key]: value } } });
const inVpc = when('StringEquals', 'aws:SourceVpc', 'vpc-0a1b2c3d4e5f60718');

const found = (policies: NamedPolicy[], permissionsBoundary?: NamedPolicy) =>
  findRisks(policies, { permissionsBoundary }).map(
    ({ id, severity }) => `${id} ${severity}`,
  );

describe('findRisks', () => {
  it.each<[string, Statement[], string[]]>([
    ['everything', [allow('*')], ['admin-equivalent high']],
    ['everything as *:*', [allow('*:*')], ['admin-equivalent high']],
    [
      'everything but billing',
      [{ Effect: 'Allow', NotAction: 'aws-portal:*', Resource: '*' }],
      ['admin-equivalent high'],
    ],
    [
      'everything but IAM',
      [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }],
      [
        'privilege-escalation-roles high',
        'credential-exposure-all-resources high',
        'privilege-escalation-workloads medium',
        'resource-exposure-all-resources medium',
        'data-access-all-resources medium',
      ],
    ],
    ['everything, with a Deny of everything', [allow('*'), deny('*')], []],
    ...(['*', '**', ['arn:aws:s3:::b', '*']] as const).map(
      (names): [string, Statement[], string[]] => [
        `everything, on all resources but ${names}`,
        [{ Effect: 'Allow', Action: '*', NotResource: [names].flat() }],
        [],
      ],
    ),
    [
      'all of a service, with a Deny on all resources but all',
      [allow('sns:*'), { Effect: 'Deny', Action: '*', NotResource: '*' }],
      ['resource-exposure-all-resources medium', 'service-wildcard medium'],
    ],
    [
      'everything under a condition that limits it',
      [allow('*', '*', inVpc)],
      [
        'privilege-escalation-self medium',
        'privilege-escalation-credentials medium',
        'privilege-escalation-roles medium',
        'privilege-escalation-pass-role medium',
      ],
    ],
    [
      'all of IAM',
      [allow('iam:*')],
      [
        'privilege-escalation-self high',
        'privilege-escalation-credentials high',
        'privilege-escalation-roles high',
        'pass-role-all-roles high',
        'resource-exposure-all-resources medium',
        'service-wildcard medium',
      ],
    ],
    [
      'all of a service',
      [allow('sns:*', 'arn:aws:sns:*:*:t')],
      ['service-wildcard low'],
    ],
    [
      'all of a service on all resources',
      [allow('sqs:*')],
      [
        'resource-exposure-all-resources medium',
        'data-access-all-resources medium',
        'service-wildcard medium',
      ],
    ],
    [
      'all secrets',
      [allow('secretsmanager:GetSecretValue')],
      ['credential-exposure-all-resources high'],
    ],
    [
      'all secrets of an account',
      [
        allow(
          'secretsmanager:GetSecretValue',
          'arn:aws:secretsmanager:*:111122223333:secret:*',
        ),
      ],
      ['credential-exposure-all-resources high'],
    ],
    ...['?*', '*?', '**'].map((name): [string, Statement[], string[]] => [
      `all secrets of an account, written as ${name}`,
      [
        allow(
          'secretsmanager:GetSecretValue',
          `arn:aws:secretsmanager:*:111122223333:secret:${name}`,
        ),
      ],
      ['credential-exposure-all-resources high'],
    ]),
    [
      'one secret',
      [
        allow(
          'secretsmanager:GetSecretValue',
          'arn:aws:secretsmanager:eu-west-1:111122223333:secret:db-*',
        ),
      ],
      [],
    ],
    [
      'parameters of one path',
      [allow('ssm:GetParameter*', 'arn:aws:ssm:*:*:parameter/payments/*')],
      [],
    ],
    [
      'parameters by a pattern of actions',
      [allow('ssm:GetP*', 'arn:aws:ssm:*:*:parameter/*')],
      ['credential-exposure-all-resources high'],
    ],
    [
      'all objects',
      [allow('s3:GetObject', 'arn:aws:s3:::*/*')],
      ['data-access-all-resources medium'],
    ],
    [
      'the objects of a bucket',
      [allow('s3:GetObject', 'arn:aws:s3:::b/*')],
      [],
    ],
    [
      'changing the policy of every bucket',
      [allow('s3:PutBucketPolicy')],
      ['resource-exposure-all-resources medium'],
    ],
    [
      'changing the policy of one bucket',
      [allow('s3:PutBucketPolicy', 'arn:aws:s3:::b')],
      [],
    ],
    [
      'PassRole with a wildcard in its name',
      [allow('iam:Pass?ole')],
      ['pass-role-all-roles high'],
    ],
    [
      'PassRole of every role',
      [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/*')],
      ['pass-role-all-roles high'],
    ],
    [
      'PassRole of every role, written as ?*',
      [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/?*')],
      ['pass-role-all-roles high'],
    ],
    [
      'PassRole of one path',
      [allow('iam:PassRole', 'arn:aws:iam::111122223333:role/batch/*')],
      [],
    ],
    [
      'changing one policy',
      [allow('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/x')],
      ['privilege-escalation-self medium'],
    ],
    [
      'changing policies through an incomplete ARN',
      [allow('iam:CreatePolicyVersion', 'arn:aws:iam')],
      ['privilege-escalation-self high'],
    ],
    [
      'changing one policy, denied through an incomplete ARN',
      [
        allow('iam:CreatePolicyVersion', 'arn:aws:iam::111122223333:policy/x'),
        deny('*', 'arn:aws:iam'),
      ],
      [],
    ],
    [
      'changing AWS managed policies, which nobody can',
      [allow('iam:CreatePolicyVersion', 'arn:aws:iam::aws:policy/*')],
      [],
    ],
    [
      'changing roles of AWS, which nobody can',
      [
        allow(
          ['iam:PutRolePolicy', 'iam:UpdateAssumeRolePolicy'],
          [
            'arn:aws:iam::111122223333:role/aws-reserved/*',
            'arn:aws:iam::*:role/aws-service-role/*',
          ],
        ),
      ],
      [],
    ],
    [
      'assuming every role',
      [allow('sts:AssumeRole')],
      ['privilege-escalation-roles high'],
    ],
    [
      'assuming one role',
      [allow('sts:AssumeRole', 'arn:aws:iam::111122223333:role/reader')],
      [],
    ],
    [
      'a shell in every instance',
      [allow('ssm:StartSession')],
      ['privilege-escalation-workloads medium'],
    ],
    [
      'deploying one function',
      [
        allow(
          'lambda:UpdateFunctionCode',
          'arn:aws:lambda:eu-west-1:111122223333:function:f',
        ),
      ],
      [],
    ],
    [
      'reading a bucket',
      [
        allow(
          ['s3:GetObject', 's3:ListBucket'],
          ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'],
        ),
      ],
      [],
    ],
  ])('finds the risks in %s', (_what, statements, expected) => {
    expect(found([policy(...statements)])).toEqual(expected);
  });

  it.each<[string, Statement, boolean]>([
    [
      'a past end date',
      allow(
        'iam:PutRolePolicy',
        '*',
        when('DateLessThan', 'aws:CurrentTime', '2020-01-01'),
      ),
      false,
    ],
    [
      'a future end date',
      allow(
        'iam:PutRolePolicy',
        '*',
        when('DateLessThan', 'aws:CurrentTime', '2999-01-01'),
      ),
      true,
    ],
    [
      'credentials issued long ago',
      allow(
        'iam:PutRolePolicy',
        '*',
        when('DateLessThan', 'aws:TokenIssueTime', '2020-01-01'),
      ),
      false,
    ],
    [
      'a caller that is a service',
      allow(
        'iam:PutRolePolicy',
        '*',
        when('Bool', 'aws:PrincipalIsAWSService', 'true'),
      ),
      false,
    ],
    [
      'values that exclude each other',
      allow('iam:PutRolePolicy', '*', {
        Condition: {
          StringEquals: { 'aws:SourceVpc': 'vpc-1' },
          StringNotEquals: { 'aws:SourceVpc': 'vpc-1' },
        },
      }),
      false,
    ],
  ])('respects %s', (_what, statement, isRisk) => {
    expect(found([policy(statement)]).length > 0).toBe(isRisk);
  });

  it('does not treat one kind of resource as all resources of a service', () => {
    expect(found([policy(allow('*', 'arn:aws:kms:*:*:alias/*'))])).toEqual([]);
    expect(found([policy(allow('*', 'arn:aws:iam::*:role/batch/*'))])).toEqual([
      'privilege-escalation-self medium',
      'privilege-escalation-credentials medium',
      'privilege-escalation-roles medium',
    ]);
  });

  it.each([
    ['arn:aws:s3:::*', true],
    ['arn:aws:s3:::**', true],
    ['arn:aws:s3:::*/*', true],
    ['arn:aws:s3:::?*/*', true],
    ['arn:aws:s3:::*/?*', true],
    ['arn:aws:s3:::bucket/*', false],
    ['arn:aws:s3:::bucket*', false],
  ])('detects whether %s is broad: %s', (resource, broad) => {
    expect(found([policy(allow('s3:GetObject', resource))]).length > 0).toBe(
      broad,
    );
  });

  it.each<[string, Statement[], string, string[]]>([
    [
      'more services than the message names',
      [...'abcdefg'].map(name => allow(`${name}:*`, `arn:aws:${name}:*:*:x`)),
      'service-wildcard',
      [...'abcdefg'].map(name => `${name}:* on arn:aws:${name}:*:*:x`),
    ],
    [
      'services on all resources and on some',
      [allow('sqs:*'), allow('sns:*', 'arn:aws:sns:*:*:t')],
      'service-wildcard',
      ['sns:* on arn:aws:sns:*:*:t', 'sqs:* on *'],
    ],
    [
      'actions',
      [allow(['ssm:GetParameter', 'secretsmanager:GetSecretValue'])],
      'credential-exposure-all-resources',
      ['secretsmanager:GetSecretValue', 'ssm:GetParameter'],
    ],
    [
      'paths on all resources and on some',
      [
        allow('iam:PutRolePolicy'),
        allow('iam:AttachRolePolicy', 'arn:aws:iam::*:role/batch/*'),
      ],
      'privilege-escalation-self',
      [
        'iam:AttachRolePolicy',
        'iam:AttachRolePolicy on arn:aws:iam::*:role/batch/*',
        'iam:PutRolePolicy',
        'iam:PutRolePolicy on *',
      ],
    ],
    [
      'a path on some resources, by action',
      [
        allow('iam:PassRole', [
          'arn:aws:iam::*:role/a',
          'arn:aws:iam::*:role/b',
        ]),
        allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
      ],
      'privilege-escalation-pass-role',
      [
        'iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction',
        'iam:PassRole on arn:aws:iam::*:role/a',
        'iam:PassRole on arn:aws:iam::*:role/b',
        'lambda:CreateFunction on *',
        'lambda:InvokeFunction on *',
      ],
    ],
    [
      'resources with conditions and exceptions',
      [
        allow('sns:*', '*', when('StringEquals', 'aws:SourceVpc', 'vpc-1')),
        deny('sns:*', 'arn:aws:sns:*:*:orders'),
        {
          ...{ Effect: 'Allow' as const, Action: 'sqs:*' },
          NotResource: 'arn:aws:sqs:*:*:orders',
          ...when('StringEquals', 'aws:SourceVpc', 'vpc-1'),
        },
      ],
      'service-wildcard',
      [
        'sns:* on *\nnot on arn:aws:sns:*:*:orders\nonly when aws:SourceVpc is vpc-1',
        'sqs:* on *\nnot on arn:aws:sqs:*:*:orders\nonly when aws:SourceVpc is vpc-1',
      ],
    ],
  ])('lists the extent of %s', (_what, statements, id, expected) => {
    const risk = findRisks([policy(...statements)]).find(one => one.id === id);
    expect([...(risk?.extent ?? [])].sort()).toEqual(expected);
  });

  it('lists the extent in the same order for the same permissions, with a checksum of very many resources', () => {
    const extentOf = (...numbers: number[]) =>
      findRisks([
        policy(
          allow('sqs:*'),
          allow(
            'sns:*',
            numbers.map(number => `arn:aws:sns:*:*:t${number}`),
          ),
        ),
      ]).find(({ id }) => id === 'service-wildcard')?.extent;
    expect(extentOf(2, 1)).toEqual(extentOf(1, 2));
    const many = Array.from({ length: 501 }, (_, at) => at);
    const extent = extentOf(...many);
    expect(extent).toEqual([
      'sqs:* on *',
      expect.stringMatching(/^501 parts with checksum \d+$/),
    ]);
    expect(extentOf(...[...many].reverse())).toEqual(extent);
    expect(extentOf(...many.slice(1), 999)).not.toEqual(extent);
  });

  it('respects the boundary', () => {
    expect(
      found(
        [policy(allow('iam:PassRole'))],
        policy(allow('*', 'arn:aws:iam::*:role/*')),
      ),
    ).toEqual(['pass-role-all-roles high']);
    expect(found([policy(allow('*'))], policy(allow('sns:Publish')))).toEqual(
      [],
    );
    expect(
      found(
        [policy(allow('iam:PassRole'))],
        policy(allow('*', 'arn:aws:iam::*:role/batch/*')),
      ),
    ).toEqual([]);
  });

  it('respects the organization', () => {
    const options = {
      serviceControlPolicies: [[policy(allow('*'), deny('iam:*'))]],
    };
    expect(findRisks([policy(allow('iam:*'))], options)).toEqual([]);
  });

  it('names the granting statements across policies, each once', () => {
    const first = {
      ...policy(
        allow('s3:ListBucket'),
        allow(['ssm:GetParameter', 'ssm:GetParameters'], '*', {
          Sid: 'Parameters',
        }),
      ),
      name: 'first',
    };
    const second = { ...policy(allow('secretsmanager:Get*')), name: 'second' };
    expect(findRisks([first, second])).toEqual([
      {
        id: 'credential-exposure-all-resources',
        severity: 'high',
        message:
          'It can read secrets or credentials on all resources with secretsmanager:GetSecretValue, ssm:GetParameter, ssm:GetParameters.',
        evidence: [
          { layer: 'identity', policy: 'second', statement: 0 },
          {
            layer: 'identity',
            policy: 'first',
            statement: 1,
            sid: 'Parameters',
          },
        ],
        extent: [
          'secretsmanager:GetSecretValue',
          'ssm:GetParameter',
          'ssm:GetParameters',
        ],
      },
    ]);
  });
});

describe('escalation with several statements', () => {
  const role = 'arn:aws:iam::111122223333:role/deploy';
  const create = policy(
    allow(['lambda:CreateFunction', 'lambda:InvokeFunction']),
  );
  const pass = (more: Partial<Statement> = {}, resource = '*') => ({
    ...policy(allow('iam:PassRole', resource, more)),
    name: 'pass',
  });
  const escalations = (...policies: NamedPolicy[]) =>
    findRisks(policies).filter(({ id }) => id.startsWith('privilege'));

  it('combines the grants of several policies', () => {
    expect(escalations(create)).toEqual([]);
    expect(escalations(pass())).toEqual([]);
    expect(escalations(create, pass())).toEqual([
      {
        id: 'privilege-escalation-pass-role',
        severity: 'high',
        message:
          'It can run its own code with a role that it passes to a service, using iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction.',
        evidence: [
          { layer: 'identity', policy: 'pass', statement: 0 },
          { layer: 'identity', policy: 'policy', statement: 0 },
        ],
        extent: [
          'iam:PassRole + lambda:CreateFunction + lambda:InvokeFunction',
          'iam:PassRole on *',
          'lambda:CreateFunction on *',
          'lambda:InvokeFunction on *',
        ],
        references: ['https://pathfinding.cloud/paths/lambda-001'],
      },
    ]);
  });

  it.each([
    ['to the service', 'lambda.amazonaws.com', 'high'],
    ['to another service', 'ec2.amazonaws.com', undefined],
  ])('checks where a role can be passed: %s', (_what, service, severity) => {
    const passed = pass(when('StringEquals', 'iam:PassedToService', service));
    expect(escalations(create, passed)[0]?.severity).toBe(severity);
  });

  // What each service runs or calls with the passed role.
  it.each([
    [['scheduler:CreateSchedule'], 'scheduler.amazonaws.com'],
    [
      ['batch:RegisterJobDefinition', 'batch:SubmitJob'],
      'ecs-tasks.amazonaws.com',
    ],
    [['ssm:StartAutomationExecution'], 'ssm.amazonaws.com'],
    [['elasticmapreduce:RunJobFlow'], 'ec2.amazonaws.com'],
    [['emr-serverless:StartJobRun'], 'emr-serverless.amazonaws.com'],
    [['pipes:CreatePipe'], 'pipes.amazonaws.com'],
    [['imagebuilder:CreateImage'], 'imagebuilder.amazonaws.com'],
  ])('detects the path with %j', (actions, service) => {
    const passed = pass(when('StringEquals', 'iam:PassedToService', service));
    expect(escalations(policy(allow(actions)), passed)).toMatchObject([
      { id: 'privilege-escalation-pass-role', severity: 'high' },
    ]);
    const elsewhere = pass(
      when('StringEquals', 'iam:PassedToService', 'glue.amazonaws.com'),
    );
    expect(escalations(policy(allow(actions)), elsewhere)).toEqual([]);
    for (const action of actions) {
      const others = actions.filter(one => one !== action);
      const fewer = others.length > 0 ? [policy(allow(others))] : [];
      expect(escalations(...fewer, passed)).toEqual([]);
    }
  });

  it('includes a service that a variable can name', () => {
    const byTag = when(
      'StringEquals',
      'iam:PassedToService',
      '${aws:PrincipalTag/service}',
    );
    expect(escalations(create, pass(byTag))).toMatchObject([
      { id: 'privilege-escalation-pass-role', severity: 'medium' },
    ]);
  });

  it('is less severe if only one role can be passed', () => {
    expect(escalations(create, pass({}, role))).toMatchObject([
      { id: 'privilege-escalation-pass-role', severity: 'medium' },
    ]);
  });

  it('is prevented if a boundary removes one action', () => {
    const boundary = policy(allow('*'), deny('lambda:InvokeFunction'));
    expect(
      findRisks([create, pass()], { permissionsBoundary: boundary }).map(
        ({ id }) => id,
      ),
    ).toEqual(['pass-role-all-roles']);
  });
});

describe('the lists of risky actions', () => {
  it('name only actions that exist in AWS', async () => {
    const catalogue = await loadCatalogue();
    const unknown = [
      ...CREDENTIAL_EXPOSURE,
      ...DATA_ACCESS,
      ...RESOURCE_EXPOSURE,
      ...ESCALATION_PATHS.flatMap(({ actions }) => actions),
    ].filter(action => {
      const [prefix, name] = action.split(':');
      const known = catalogue.service(prefix)?.actions ?? [];
      return !known.some(candidate => candidate.name === name);
    });
    expect(unknown).toEqual([]);
  });

  it('name each path once, and pass roles to a service', () => {
    const ids = ESCALATION_PATHS.map(({ id }) => id);
    expect(new Set(ids).size).toBe(ids.length);
    for (const { id, actions, passedTo } of ESCALATION_PATHS) {
      expect([id, passedTo !== undefined]).toEqual([
        id,
        actions.includes('iam:PassRole'),
      ]);
    }
  });
});
