import type { NamedPolicy, Statement } from '../document/types';
import { policy, ROLE, SESSION } from '../__testUtils__/cases';
import type { ActionCatalogue, CatalogueService } from '../summary/types';
import { effectivePermissions } from './effective';
import type { PrincipalPolicies } from './types';

const bucket = ['arn:${Partition}:s3:::${BucketName}'];
const object = ['arn:${Partition}:s3:::${BucketName}/${ObjectName}'];
const queue = ['arn:${Partition}:sqs:${Region}:${Account}:${QueueName}'];
const services: CatalogueService[] = [
  {
    prefix: 's3',
    title: 'S3',
    actions: [
      { name: 'GetObject', level: 'Read', resources: object },
      { name: 'ListAllMyBuckets', level: 'List', resources: [] },
      { name: 'ListBucket', level: 'List', resources: bucket },
      { name: 'PutObject', level: 'Write', resources: object },
      {
        name: 'PutBucketPolicy',
        level: 'Permissions management',
        resources: bucket,
      },
    ],
  },
  {
    prefix: 'sqs',
    title: 'SQS',
    actions: [
      { name: 'SendMessage', level: 'Write', resources: queue },
      { name: 'ListQueues', level: 'List', resources: [] },
    ],
  },
  {
    prefix: 'acm',
    title: 'Certificate Manager',
    actions: [{ name: 'ListCertificates', level: 'List' }],
  },
];
const catalogue: ActionCatalogue = {
  prefixes: () => services.map(({ prefix }) => prefix),
  service: prefix =>
    services.find(service => service.prefix === prefix.toLowerCase()),
};
const now = new Date('2026-06-01');

const named = (name: string, ...statements: Statement[]): NamedPolicy => ({
  ...policy(...statements),
  name,
});
const statement =
  (Effect: Statement['Effect']) =>
  (
    Action: string | string[],
    Resource: string | string[] = '*',
    Condition?: Statement['Condition'],
  ): Statement => ({
    Effect,
    Action,
    Resource,
    ...(Condition && { Condition }),
  });
const allow = statement('Allow');
const deny = statement('Deny');
const vpc = { StringEquals: { 'aws:SourceVpc': 'vpc-1' } };
const noTls = { Bool: { 'aws:SecureTransport': 'false' } };

type Others = Omit<PrincipalPolicies, 'identityPolicies'>;

function permissions(statements: Statement[], others: Others = {}) {
  return effectivePermissions(
    { identityPolicies: [named('own', ...statements)], ...others },
    { catalogue, now },
  );
}

/** Formats each entry as a line: `allowed sqs:SendMessage @ *; only …; except …; blocked …`. */
function lines(statements: Statement[], others: Others = {}): string[] {
  return permissions(statements, others).services.flatMap(({ levels }) =>
    levels.flatMap(({ entries }) =>
      entries.map(entry =>
        [
          `${entry.state} ${entry.actions.join(' ')} @ ${entry.resources.join(
            ' ',
          )}`,
          ...(entry.conditions ?? []),
          ...(entry.except ? [`except ${entry.except.join(' ')}`] : []),
          ...(entry.blockedByLayer ? [`by ${entry.blockedByLayer}`] : []),
        ].join('; '),
      ),
    ),
  );
}

describe('effectivePermissions', () => {
  it('returns every level of a service, the riskiest services and levels first', () => {
    const { services: found } = permissions([
      allow([
        'acm:*',
        'sqs:SendMessage',
        's3:ListBucket',
        's3:PutBucketPolicy',
      ]),
    ]);
    expect(
      found.map(({ service, title, levels }) => [
        service,
        title,
        levels.map(({ level, extent }) => `${level}: ${extent}`),
      ]),
    ).toEqual([
      [
        's3',
        'S3',
        [
          'Permissions management: full',
          'Write: none',
          'Read: none',
          'List: limited',
        ],
      ],
      ['sqs', 'SQS', ['Write: full', 'List: none']],
      ['acm', 'Certificate Manager', ['List: full']],
    ]);
  });

  it('names what grants and what removes each permission', () => {
    const { services: found } = effectivePermissions(
      {
        identityPolicies: [
          named('send', { ...allow('sqs:SendMessage'), Sid: 'Send' }),
          named('guard', deny('sqs:*', 'arn:aws:sqs:*:*:audit')),
        ],
      },
      { catalogue, now },
    );
    expect(found[0].levels[0].entries).toEqual([
      {
        state: 'allowed-except',
        actions: ['sqs:SendMessage'],
        resources: ['*'],
        except: ['arn:aws:sqs:*:*:audit'],
        blockedBy: [{ layer: 'identity', policy: 'guard', statement: 0 }],
        statements: [
          { layer: 'identity', policy: 'send', statement: 0, sid: 'Send' },
        ],
      },
    ]);
  });

  it.each<[string, Statement[], string[]]>([
    [
      'objects for object actions, and buckets for bucket actions',
      [allow('s3:*', ['arn:aws:s3:::b', 'arn:aws:s3:::b/*'])],
      [
        'allowed s3:PutBucketPolicy @ arn:aws:s3:::b',
        'allowed s3:PutObject @ arn:aws:s3:::b/*',
        'allowed s3:GetObject @ arn:aws:s3:::b/*',
        'allowed s3:ListBucket @ arn:aws:s3:::b',
      ],
    ],
    [
      'only bucket actions for a pattern of all buckets',
      [allow('s3:List*', 'arn:aws:s3:::*')],
      ['allowed s3:ListBucket @ arn:aws:s3:::*'],
    ],
    [
      'a pattern of buckets and objects for object actions',
      [allow('s3:*Object', 'arn:aws:s3:::b*')],
      [
        'allowed s3:PutObject @ arn:aws:s3:::b*',
        'allowed s3:GetObject @ arn:aws:s3:::b*',
      ],
    ],
    [
      'nothing for a resource of another service',
      [allow('sqs:*', 'arn:aws:s3:::b')],
      [],
    ],
    [
      'everything for a NotResource of another service',
      [{ Effect: 'Allow', Action: 'sqs:*', NotResource: 'arn:aws:s3:::b' }],
      ['allowed sqs:SendMessage @ *', 'allowed sqs:ListQueues @ *'],
    ],
    [
      'nothing for a NotResource with all resources',
      [{ Effect: 'Allow', Action: '*', NotResource: ['arn:aws:s3:::b', '*'] }],
      [],
    ],
    [
      'the remaining resources for a NotResource',
      [
        {
          Effect: 'Allow',
          Action: 'sqs:*',
          NotResource: ['arn:aws:sqs:*:*:x', 'arn:aws:s3:::b'],
        },
      ],
      [
        'allowed sqs:SendMessage @ everything but arn:aws:sqs:*:*:x',
        'allowed sqs:ListQueues @ *',
      ],
    ],
    [
      'only the widest of several patterns',
      [
        allow('sqs:SendMessage', [
          'arn:aws:sqs:*:*:a*',
          'arn:aws:sqs:*:*:ab',
          'arn:aws:sqs:*:*:a*',
        ]),
      ],
      ['allowed sqs:SendMessage @ arn:aws:sqs:*:*:a*'],
    ],
  ])('lists %s', (_what, statements, expected) => {
    expect(lines(statements)).toEqual(expected);
  });

  it.each<[string, Statement[], string[]]>([
    [
      'a condition',
      [allow('sqs:SendMessage', '*', vpc)],
      ['allowed-if sqs:SendMessage @ *; only when aws:SourceVpc is vpc-1'],
    ],
    [
      'several conditions',
      [
        allow('sqs:SendMessage', '*', {
          ...vpc,
          Bool: { 'aws:MultiFactorAuthPresent': 'true' },
        }),
      ],
      [
        'allowed-if sqs:SendMessage @ *; only when aws:SourceVpc is vpc-1; only with MFA',
      ],
    ],
    [
      'a statement with conditions and one without',
      [
        allow('sqs:SendMessage', '*', vpc),
        allow('sqs:SendMessage', 'arn:aws:sqs:*:*:x'),
      ],
      [
        'allowed sqs:SendMessage @ arn:aws:sqs:*:*:x',
        'allowed-if sqs:SendMessage @ *; only when aws:SourceVpc is vpc-1',
      ],
    ],
    [
      'a statement with conditions that adds nothing',
      [
        allow('sqs:SendMessage'),
        allow('sqs:SendMessage', 'arn:aws:sqs:*:*:x', vpc),
      ],
      ['allowed sqs:SendMessage @ *'],
    ],
    [
      'a condition that can never be met',
      [
        allow('sqs:SendMessage', '*', {
          DateLessThan: { 'aws:CurrentTime': '2024-01-01' },
        }),
      ],
      [
        'blocked sqs:SendMessage @ *; only before 2024-01-01 (in the past: never); by identity',
      ],
    ],
    [
      'a condition that is always met',
      [
        allow('sqs:SendMessage', '*', {
          DateGreaterThan: { 'aws:CurrentTime': '2024-01-01' },
        }),
      ],
      ['allowed sqs:SendMessage @ *'],
    ],
    [
      'a Deny under a condition',
      [allow('sqs:SendMessage'), deny('*', '*', noTls)],
      ['allowed-if sqs:SendMessage @ *; not without TLS'],
    ],
    [
      'a Deny under conditions on part of the resources',
      [
        allow('sqs:SendMessage'),
        deny('sqs:*', 'arn:aws:sqs:*:*:x', { ...noTls, ...vpc }),
      ],
      [
        'allowed-if sqs:SendMessage @ *; not on arn:aws:sqs:*:*:x without TLS and when aws:SourceVpc is vpc-1',
      ],
    ],
    [
      'a Deny under a condition that can never be met',
      [
        allow('sqs:SendMessage'),
        deny('*', '*', {
          DateLessThan: { 'aws:TokenIssueTime': '2024-01-01' },
        }),
      ],
      ['allowed sqs:SendMessage @ *'],
    ],
    [
      'a Deny under a condition that is always met',
      [
        allow('sqs:SendMessage'),
        deny('*', '*', {
          DateGreaterThan: { 'aws:CurrentTime': '2024-01-01' },
        }),
      ],
      ['blocked sqs:SendMessage @ *; by identity'],
    ],
    [
      'a Deny',
      [allow('sqs:*'), deny('sqs:Send*')],
      [
        'blocked sqs:SendMessage @ *; by identity',
        'allowed sqs:ListQueues @ *',
      ],
    ],
    [
      'a Deny on other resources',
      [
        allow('sqs:SendMessage', 'arn:aws:sqs:*:*:x'),
        deny('sqs:*', 'arn:aws:sqs:*:*:y'),
      ],
      ['allowed sqs:SendMessage @ arn:aws:sqs:*:*:x'],
    ],
    [
      'a Deny on some of the patterns',
      [
        allow('sqs:SendMessage', ['arn:aws:sqs:*:*:x', 'arn:aws:sqs:*:*:y*']),
        deny('sqs:*', ['arn:aws:sqs:*:*:x*', 'arn:aws:sqs:*:*:y1']),
      ],
      [
        'allowed-except sqs:SendMessage @ arn:aws:sqs:*:*:y*; except arn:aws:sqs:*:*:y1',
        'blocked sqs:SendMessage @ arn:aws:sqs:*:*:x; by identity',
      ],
    ],
    [
      'a Deny on everything but a resource',
      [
        allow('sqs:SendMessage', ['arn:aws:sqs:*:*:x', 'arn:aws:sqs:*:*:y']),
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:sqs:*:*:x' },
      ],
      [
        'allowed sqs:SendMessage @ arn:aws:sqs:*:*:x',
        'blocked sqs:SendMessage @ arn:aws:sqs:*:*:y; by identity',
      ],
    ],
    [
      'a Deny on everything but a resource, with an Allow of everything',
      [
        allow('sqs:*'),
        { Effect: 'Deny', Action: '*', NotResource: 'arn:aws:sqs:*:*:x' },
      ],
      [
        'allowed-except sqs:SendMessage @ *; except everything but arn:aws:sqs:*:*:x',
        'blocked sqs:ListQueues @ *; by identity',
      ],
    ],
  ])('shows %s', (_what, statements, expected) => {
    expect(lines(statements)).toEqual(expected);
  });

  it.each<[string, Statement[], Others, string[]]>([
    [
      'a boundary that omits an action',
      [allow('sqs:*')],
      { permissionsBoundary: policy(allow('sqs:Send*')) },
      [
        'allowed sqs:SendMessage @ *',
        'blocked sqs:ListQueues @ *; by permissions-boundary',
      ],
    ],
    [
      'a boundary that names fewer resources',
      [allow('sqs:SendMessage')],
      { permissionsBoundary: policy(allow('sqs:*', 'arn:aws:sqs:*:*:x')) },
      ['allowed sqs:SendMessage @ arn:aws:sqs:*:*:x'],
    ],
    [
      'a boundary that names some of the resources',
      [allow('sqs:SendMessage', ['arn:aws:sqs:*:*:x', 'arn:aws:sqs:*:*:y'])],
      { permissionsBoundary: policy(allow('sqs:*', 'arn:aws:sqs:*:*:x*')) },
      [
        'allowed sqs:SendMessage @ arn:aws:sqs:*:*:x',
        'blocked sqs:SendMessage @ arn:aws:sqs:*:*:y; by permissions-boundary',
      ],
    ],
    [
      'a boundary whose overlap no pattern can express',
      [allow('sqs:SendMessage', 'arn:aws:sqs:eu-west-1:*:*')],
      { permissionsBoundary: policy(allow('sqs:*', 'arn:aws:sqs:*:*:x')) },
      [
        'allowed-if sqs:SendMessage @ arn:aws:sqs:eu-west-1:*:*; only on what is also arn:aws:sqs:*:*:x (permissions boundary)',
      ],
    ],
    [
      'a boundary under a condition',
      [allow('sqs:SendMessage')],
      { permissionsBoundary: policy(allow('*', '*', vpc)) },
      ['allowed-if sqs:SendMessage @ *; only when aws:SourceVpc is vpc-1'],
    ],
    [
      'a boundary that denies',
      [allow('sqs:SendMessage')],
      { permissionsBoundary: policy(allow('*'), deny('sqs:*')) },
      ['blocked sqs:SendMessage @ *; by permissions-boundary'],
    ],
    [
      'each level of the organization',
      [allow('*')],
      {
        serviceControlPolicies: [
          [policy(allow('*'))],
          [policy(allow('sqs:*')), policy(allow('s3:ListBucket'))],
          [policy(allow('*'), deny('sqs:ListQueues'))],
        ],
      },
      [
        'blocked s3:PutBucketPolicy @ *; by service-control',
        'blocked s3:PutObject @ *; by service-control',
        'blocked s3:GetObject @ *; by service-control',
        'allowed s3:ListBucket @ *',
        'blocked s3:ListAllMyBuckets @ *; by service-control',
        'allowed sqs:SendMessage @ *',
        'blocked sqs:ListQueues @ *; by service-control',
        'blocked acm:ListCertificates @ *; by service-control',
      ].sort(),
    ],
    [
      'resource control policies for the services that support them',
      [allow(['s3:GetObject', 'acm:*'])],
      {
        resourceControlPolicies: [
          [
            policy({
              ...deny('*', '*', {
                StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-1' },
              }),
              Principal: '*',
            }),
            policy({ ...allow('*'), Principal: '*' }),
          ],
        ],
      },
      [
        'allowed acm:ListCertificates @ *',
        'allowed-if s3:GetObject @ *; not when aws:PrincipalOrgID is not o-1, or is absent',
      ],
    ],
  ])('respects %s', (_what, statements, others, expected) => {
    expect(lines(statements, others).sort()).toEqual([...expected].sort());
  });

  it('does not apply to the role what the policy of a VPC endpoint says about one session', () => {
    const of = (...Statement: Statement[]): Others => ({
      vpcEndpoints: {
        principal: { kind: 'role', arn: ROLE },
        byService: {
          s3: { isGateway: false, policy: named('endpoint', ...Statement) },
        },
      },
    });
    const all = { ...allow('*'), Principal: '*' as const };
    const session = { Principal: { AWS: SESSION } };
    const get = [allow('s3:GetObject')];
    expect(lines(get, of({ ...all, ...session }))).toEqual([
      'blocked s3:GetObject @ *; by vpc-endpoint',
    ]);
    expect(lines(get, of(all, { ...deny('*'), ...session }))).toEqual([
      'allowed s3:GetObject @ *',
    ]);
  });

  // AWS Organizations User Guide, "Resources and entities not restricted by RCPs".
  it('does not let a resource control policy restrict kms:RetireGrant', () => {
    const kms: CatalogueService = {
      ...{ prefix: 'kms', title: 'KMS' },
      actions: ['Decrypt', 'RetireGrant', 'Sign'].map(name => ({
        ...{ name, level: 'Write', resources: ['arn:${Partition}:kms:*'] },
      })),
    };
    const { services: found } = effectivePermissions(
      {
        identityPolicies: [named('own', allow('kms:*'))],
        resourceControlPolicies: [
          [policy({ ...deny('kms:*'), Principal: '*' })],
        ],
      },
      {
        ...{ now },
        catalogue: { prefixes: () => ['kms'], service: () => kms },
      },
    );
    expect(
      found.flatMap(({ levels }) =>
        levels.flatMap(({ entries }) =>
          entries.map(({ state, actions }) => `${state} ${actions.join(' ')}`),
        ),
      ),
    ).toEqual(['allowed kms:RetireGrant', 'blocked kms:Decrypt kms:Sign']);
  });

  it.each<[string, Others['unreadable'], string, string, string | undefined]>([
    ['everything was read', [], 'allowed', 'full', undefined],
    [
      'organization policies were not read',
      ['service-control', 'resource-control'],
      'allowed',
      'full',
      "Allowed by the role's policies; organization policies not read.",
    ],
    [
      'the boundary was not read',
      ['permissions-boundary'],
      'unknown',
      'limited',
      'Permissions boundary not read.',
    ],
    [
      'some identity policies were not read',
      ['identity', 'service-control'],
      'unknown',
      'limited',
      'Identity policies not read.',
    ],
  ])('reports when %s', (_what, unreadable, state, extent, reason) => {
    const [{ levels }] = permissions([allow('sqs:SendMessage')], {
      unreadable,
    }).services;
    expect(levels[0].extent).toBe(extent);
    expect(levels[0].entries).toEqual([expect.objectContaining({ state })]);
    expect(levels[0].entries[0].reason).toBe(reason);
  });

  it('is certain about a Deny regardless of what was not read', () => {
    expect(
      lines([allow('sqs:SendMessage'), deny('*')], {
        unreadable: ['identity', 'permissions-boundary'],
      }),
    ).toEqual(['blocked sqs:SendMessage @ *; by identity']);
  });

  it('grants nothing from a broken document, and a broken boundary denies everything', () => {
    const broken: NamedPolicy = {
      name: 'broken',
      document: JSON.parse(
        '{"Statement":[{"Effect":"Allow","Action":"*","Resource":"*"},{}]}',
      ),
    };
    const own = named('own', allow('sqs:SendMessage'));
    const { services: found } = effectivePermissions(
      { identityPolicies: [broken, own], permissionsBoundary: broken },
      { catalogue, now },
    );
    expect(found.map(({ service }) => service)).toEqual(['sqs']);
    expect(found[0].levels[0]).toEqual({
      level: 'Write',
      extent: 'none',
      entries: [
        {
          state: 'blocked',
          actions: ['sqs:SendMessage'],
          resources: ['*'],
          blockedByLayer: 'permissions-boundary',
          reason:
            'Granted, but the permissions boundary cannot allow it: broken is not a valid document.',
          statements: [{ layer: 'identity', policy: 'own', statement: 0 }],
        },
      ],
    });
  });

  it('names actions that are missing in the catalog', () => {
    expect(
      permissions([
        allow(['s3:GetObject', 's3:FlyToMoon', 'moon:*', 's3:Z*', '*']),
      ]).unknownActions,
    ).toEqual(['moon:*', 's3:FlyToMoon', 's3:Z*']);
  });
});
