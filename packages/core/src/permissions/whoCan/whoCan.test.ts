import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type {
  ActionCatalogue,
  PolicyDocument,
} from '@backstage-irsa/iam-policy';
import {
  organizationPolicy,
  organizationWith,
} from '../../__testUtils__/organization';
import { absent, found, unknown } from '../../model/observation';
import type { LayerReading } from '../../model/types';
import type { AccountOrganization } from '../../organization';
import { organizationControls } from '../organization/organizationControls';
import { evaluablePolicies } from '../policySet';
import type { ReadResource } from '../resources/resourceSide';
import { decideAccess } from './decide';
import { limitationsOf } from './limitationsOf';
import { readQuestion, type AccessQuestion } from './question';
import { readPolicies, type ReadPolicies } from './readPolicies';

const ROLE = 'arn:aws:iam::111122223333:role/ledger';
const ACCOUNT = '111122223333';
const OBJECT = 'arn:aws:s3:::ledger-files/january';
const WITHOUT_POLICY: ReadResource = {
  accountId: '111122223333',
  policy: absent(),
  encryption: absent(),
};

type Statement = Record<string, unknown>;
const document = (...statements: Statement[]): PolicyDocument =>
  ({ Version: '2012-10-17', Statement: statements } as never);
const allow = (Action: string, more: Statement = {}) => ({
  Effect: 'Allow',
  Action,
  Resource: '*',
  ...more,
});
const deny = (Action: string, more: Statement = {}) => ({
  ...allow(Action, more),
  Effect: 'Deny',
});
const policies = (
  statements: Statement[],
  more: Partial<ReadPolicies> = {},
): ReadPolicies => ({
  identityPolicies: [{ name: 'inline', document: document(...statements) }],
  unread: false,
  invalid: [],
  ...more,
});
const boundary = (...statements: Statement[]): Partial<ReadPolicies> => ({
  permissionsBoundary: { name: 'cap', document: document(...statements) },
});
const decide = (
  of: ReadPolicies,
  question: Partial<AccessQuestion> = {},
  organization?: AccountOrganization,
) => {
  const asked = {
    ...{ action: 's3:DeleteObject', service: 's3', resource: OBJECT },
    ...question,
  };
  const controlsFor = organizationControls(() => organization);
  return decideAccess(asked, of, {
    kind: 'role',
    arn: ROLE,
    context: {},
    controls: controlsFor(ROLE, asked),
    ...(asked.resource === OBJECT && { resource: WITHOUT_POLICY }),
  });
};
const scp = (...statements: Statement[]) =>
  organizationWith({
    scps: {
      workloads: [organizationPolicy('inline', ...(statements as never[]))],
    },
  });
const SOURCE_IP = { 'aws:SourceIp': '203.0.113.0/24' };
const VPCE = { 'aws:SourceVpce': 'vpce-1' };
const HOME = 'arn:aws:s3:::ledger-files/${aws:SourceIdentity}';
const OF_NAMESPACE =
  'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}-files/*';

it('is unknown when the document of a policy is invalid, and names the policy', () => {
  const set = {
    layers: [],
    policies: [
      {
        kind: 'inline' as const,
        name: 'odd',
        document: '{"Version":"2012-10-17"}',
        errors: [],
      },
    ],
  };
  const decision = decide(readPolicies(set, evaluablePolicies(set)));
  expect(decision?.decision).toBe('unknown');
  const question = { action: 's3:GetObject', service: 's3', resource: OBJECT };
  expect(limitationsOf(question, decision ? [decision] : [], [])).toContain(
    'Policies with invalid documents were ignored: odd.',
  );
});

it('reports that grants of a KMS key were not read and can allow others', () => {
  const resource = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
  const question = { action: 'kms:Decrypt', service: 'kms', resource };
  const told = 'Grants of the KMS key were not read: they may allow others.';
  expect(limitationsOf(question, [], [])).toContain(told);
  const other = { action: 's3:GetObject', service: 's3', resource: OBJECT };
  expect(limitationsOf(other, [], [])).not.toContain(told);
});

it('depends on the session name when the resource policy names a session of the role', () => {
  const session = 'arn:aws:sts::111122223333:assumed-role/ledger/nightly';
  const byName = (Principal: unknown, ...own: Statement[]) =>
    decideAccess(
      { action: 's3:GetObject', service: 's3', resource: OBJECT },
      policies(own, boundary(allow('sqs:*'))),
      {
        ...{ kind: 'role', arn: ROLE, context: {} },
        resource: {
          ...WITHOUT_POLICY,
          policy: found({
            text: '',
            errors: [],
            document: document({ ...allow('s3:GetObject'), Principal }),
          }),
        },
      },
    );
  const told = ['only when aws:userid matches *:nightly'];
  const answer = { decision: 'allowed-if', conditions: told };
  // A statement that names a session is not limited by the boundary.
  expect(byName({ AWS: session })).toMatchObject(answer);
  expect(byName({ AWS: [session, `${session}-2`] })?.conditions).toEqual([
    'only when aws:userid matches *:nightly or *:nightly-2',
  ]);
  expect(byName({ AWS: session.replace('ledger', 'other') })).toBeUndefined();
  expect(byName({ AWS: ROLE })).toBeUndefined();
  // Nor does the boundary limit it if the statement names the role, or the role's own policies allow the action.
  expect(byName({ AWS: [session, ROLE] })).toMatchObject(answer);
  expect(byName({ AWS: [session] }, allow('s3:*'))).toMatchObject(answer);
});

it('depends on the session name when the resource policy denies a session of the role', () => {
  const nightly = 'arn:aws:sts::111122223333:assumed-role/ledger/nightly';
  const bucketPolicy = document(
    { ...allow('s3:*'), Principal: '*' },
    { ...deny('s3:*'), Principal: { AWS: nightly } },
  );
  const resource: ReadResource = {
    ...WITHOUT_POLICY,
    policy: found({ text: '', errors: [], document: bucketPolicy }),
  };
  const question = { action: 's3:GetObject', service: 's3', resource: OBJECT };
  const decideFor = (arn: string) =>
    decideAccess(question, policies([]), {
      ...{ kind: 'role', context: {}, arn, resource },
    });
  expect(decideFor(ROLE)).toMatchObject({
    decision: 'allowed-if',
    conditions: [
      'but not when a value of aws:userid matches *:nightly (policy of the resource)',
    ],
  });
  expect(decideFor(`${ROLE}-2`)).toMatchObject({ decision: 'allowed' });
});

describe('a role', () => {
  it.each<[string, ReadPolicies, string | undefined]>([
    ['that a policy allows has access', policies([allow('s3:*')]), 'allowed'],
    [
      'that no policy allows has no access',
      policies([allow('sqs:*')]),
      undefined,
    ],
    [
      'that is allowed through a session tag of EKS Pod Identity might have access',
      policies([
        allow('s3:*', {
          Resource:
            'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}-files/january',
        }),
      ]),
      'unknown',
    ],
    [
      'that is denied all but what a session tag of EKS Pod Identity names might have access',
      policies([
        allow('s3:*'),
        {
          ...{ Effect: 'Deny', Action: 's3:*' },
          NotResource:
            'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}-files/*',
        },
      ]),
      'allowed-if',
    ],
    [
      'that is denied all but what a tag names that it does not have has no access',
      policies([
        allow('s3:*'),
        {
          ...{ Effect: 'Deny', Action: 's3:*' },
          NotResource: 'arn:aws:s3:::${aws:PrincipalTag/team}-files/*',
        },
      ]),
      undefined,
    ],
    [
      'that is allowed text that looks like a session tag has no access',
      {
        ...policies([]),
        identityPolicies: [
          {
            name: 'old',
            document: {
              ...document(
                allow('s3:*', {
                  Resource:
                    'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}-files/*',
                }),
              ),
              Version: '2008-10-17',
            },
          },
        ],
      },
      undefined,
    ],
    [
      'that is allowed through a tag that it does not have has no access',
      policies([
        allow('s3:*', {
          Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}-files/january',
        }),
      ]),
      undefined,
    ],
    [
      'that is allowed another object through a session tag has no access',
      policies([
        allow('s3:*', {
          Resource:
            'arn:aws:s3:::${aws:PrincipalTag/kubernetes-namespace}-files/x',
        }),
      ]),
      undefined,
    ],
    [
      'that a policy denies has no access',
      policies([allow('*'), deny('s3:Delete*')]),
      undefined,
    ],
    [
      'that its boundary does not allow has no access',
      policies([allow('*')], boundary(allow('s3:Get*'))),
      undefined,
    ],
    [
      'that its boundary allows has access',
      policies([allow('*')], boundary(allow('s3:*'))),
      'allowed',
    ],
    [
      'that is allowed under a condition has access under that condition',
      policies([allow('s3:*', { Condition: { StringEquals: VPCE } })]),
      'allowed-if',
    ],
    [
      'whose policies were not all read might have access',
      policies([allow('sqs:*')], { unread: true }),
      'unknown',
    ],
    [
      'that is allowed by read policies might be denied by unread policies',
      policies([allow('s3:*')], { unread: true }),
      'unknown',
    ],
    [
      'that is denied by read policies has no access, regardless of unread policies',
      policies([deny('s3:*')], { unread: true }),
      undefined,
    ],
    [
      'that is denied unless a condition key matches has access under a condition',
      policies([
        allow('s3:*'),
        deny('s3:*', { Condition: { StringNotEquals: VPCE } }),
      ]),
      'allowed-if',
    ],
    [
      'that is denied if a condition key matches has access under a condition',
      policies([
        allow('s3:*'),
        deny('s3:*', { Condition: { IpAddress: SOURCE_IP } }),
      ]),
      'allowed-if',
    ],
    [
      'that is denied if a session tag of EKS Pod Identity matches has access under a condition',
      policies([
        allow('s3:*'),
        deny('s3:*', {
          Condition: {
            StringEquals: { 'aws:PrincipalTag/kubernetes-namespace': 'test' },
          },
        }),
      ]),
      'allowed-if',
    ],
    [
      'that is denied other actions, and calls without TLS, has access',
      policies([
        allow('s3:*'),
        deny('sqs:*', { Condition: { IpAddress: SOURCE_IP } }),
        deny('s3:*', {
          Condition: { Bool: { 'aws:SecureTransport': 'false' } },
        }),
      ]),
      'allowed',
    ],
    [
      'that is allowed with IpAddressIfExists has access under a condition',
      policies([
        allow('s3:*', { Condition: { IpAddressIfExists: SOURCE_IP } }),
      ]),
      'allowed-if',
    ],
    [
      'that is allowed with IpAddressIfExists and without conditions has access',
      policies([
        allow('s3:*', { Condition: { IpAddressIfExists: SOURCE_IP } }),
        allow('*'),
      ]),
      'allowed',
    ],
    [
      'that has only a Deny unless a condition key matches has no access',
      policies([deny('s3:*', { Condition: { StringNotEquals: VPCE } })]),
      undefined,
    ],
  ])('%s', (_, of, expected) => {
    expect(decide(of)?.decision).toBe(expected);
  });

  it.each<[string, Statement[], string[] | undefined]>([
    [
      'a data perimeter',
      [
        allow('s3:*'),
        deny('s3:*', {
          Condition: {
            StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
          },
        }),
      ],
      [
        'but not when aws:ResourceOrgID is not ${aws:PrincipalOrgID}, or is absent',
      ],
    ],
    [
      'the Resource of an Allow',
      [allow('s3:*', { Resource: HOME })],
      [`only when the resource matches ${HOME}`],
    ],
    [
      'the Resource of a Deny',
      [allow('s3:*'), deny('s3:*', { Resource: HOME })],
      [`but not when the resource matches ${HOME}`],
    ],
    [
      'the Resource of a Deny, with a session tag of EKS Pod Identity',
      [allow('s3:*'), deny('s3:*', { Resource: OF_NAMESPACE })],
      [`but not when the resource matches ${OF_NAMESPACE}`],
    ],
    [
      'the Resource of a Deny, with a tag that no session gets',
      [
        allow('s3:*'),
        deny('s3:*', { Resource: 'arn:aws:s3:::${aws:PrincipalTag/team}-*' }),
      ],
      undefined,
    ],
    [
      'the NotResource of an Allow',
      [{ Effect: 'Allow', Action: 's3:*', NotResource: HOME }],
      [`only when the resource does not match ${HOME}`],
    ],
    [
      'the NotResource of a Deny',
      [allow('s3:*'), { Effect: 'Deny', Action: 's3:*', NotResource: HOME }],
      [`but not when the resource does not match ${HOME}`],
    ],
    [
      'a Resource that the variable cannot match',
      [allow('s3:*'), deny('s3:*', { Resource: `${HOME}/x` })],
      undefined,
    ],
    [
      'escaped characters',
      [allow('s3:*'), deny('s3:*', { Resource: 'arn:aws:s3:::${*}${?}${$}*' })],
      undefined,
    ],
  ])(
    'has access that depends on a policy variable without a value: %s',
    (_, statements, conditions) => {
      expect(decide(policies(statements))).toMatchObject({
        decision: conditions ? 'allowed-if' : 'allowed',
      });
      expect(decide(policies(statements))?.conditions).toEqual(conditions);
    },
  );

  it.each<[string, Statement[], string | undefined]>([
    ['that an SCP denies has no access', [deny('s3:*')], undefined],
    [
      'that an SCP denies only other actions has access',
      [deny('sqs:*')],
      'allowed',
    ],
    [
      'that an SCP denies unless a condition key matches has access under a condition',
      [deny('s3:*', { Condition: { StringNotEquals: VPCE } })],
      'allowed-if',
    ],
    [
      'that an SCP denies in a VPC has access under a condition',
      [
        deny('s3:*', {
          Condition: { StringEquals: { 'aws:SourceVpc': 'vpc-1' } },
        }),
      ],
      'allowed-if',
    ],
    [
      'that an SCP denies in other regions has access to S3 under a condition',
      [
        deny('*', {
          Condition: {
            StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' },
          },
        }),
      ],
      'allowed-if',
    ],
  ])('%s', (_, statements, expected) => {
    // The policy of the role has the same name as the SCP.
    const of = policies([allow('s3:*'), allow('sqs:*')]);
    expect(decide(of, {}, scp(...statements))?.decision).toBe(expected);
  });

  it('is allowed when SCPs and RCPs were not read, with limitations that name them', () => {
    const decision = decide(policies([allow('s3:*')]));
    expect(decision?.decision).toBe('allowed');
    const question = {
      ...{ action: 's3:DeleteObject', service: 's3', resource: OBJECT },
    };
    expect(limitationsOf(question, decision ? [decision] : [], [])).toEqual(
      expect.arrayContaining([
        'SCPs were not read: they may reduce access. SCPs of account 111122223333 were not read.',
        'RCPs were not read: they may reduce access. RCPs of account 111122223333 were not read.',
      ]),
    );
  });

  it('is unknown when only RCPs of a possibly wrong account deny it, and denied when another policy denies it', () => {
    const denied = organizationWith({
      rcps: {
        root: [
          organizationPolicy('closed', {
            ...{ Effect: 'Deny', Principal: '*' },
            ...{ Action: 's3:*', Resource: '*' },
          }),
        ],
      },
    });
    const of = policies([allow('s3:*')]);
    expect(decide(of, {}, denied)).toMatchObject({
      decision: 'unknown',
      decidedBy: [],
      unknownReason:
        'The ARN does not say which account owns the resource. Those of account 111122223333 were applied, which has the role.',
    });
    expect(decide(policies([deny('s3:*')]), {}, denied)).toBeUndefined();
  });

  it('that can under conditions has the conditions and the statement', () => {
    const of = policies([
      allow('sqs:*'),
      allow('s3:*', { Sid: 'Files', Condition: { StringEquals: VPCE } }),
    ]);
    expect(decide(of)).toMatchObject({
      decision: 'allowed-if',
      conditions: ['only when aws:SourceVpce is vpce-1'],
      decidedBy: [
        { layer: 'identity', policy: 'inline', statement: 1, sid: 'Files' },
      ],
    });
  });

  it('that a Deny excludes except under a condition has the condition and the allowing statement', () => {
    const of = policies([
      deny('s3:*', { Condition: { StringNotEquals: VPCE } }),
      allow('s3:*'),
    ]);
    expect(decide(of)).toMatchObject({
      conditions: ['but not when aws:SourceVpce is not vpce-1, or is absent'],
      decidedBy: [{ policy: 'inline' }],
    });
  });

  it('has the conditions of both allowing and denying statements', () => {
    const of = policies([
      allow('s3:*', { Condition: { IpAddressIfExists: SOURCE_IP } }),
      deny('s3:*', { Condition: { StringEquals: VPCE } }),
    ]);
    expect(decide(of)).toMatchObject({
      conditions: [
        'only when aws:SourceIp is in 203.0.113.0/24, or is absent',
        'but not when aws:SourceVpce is vpce-1',
      ],
    });
  });

  it('of another account is unknown without the resource policy, and names the missing resource side', () => {
    const question = {
      action: 'sqs:SendMessage',
      resource: 'arn:aws:sqs:eu-west-1:444455556666:orders',
    };
    expect(decide(policies([allow('sqs:*')]), question)).toMatchObject({
      decision: 'unknown',
      resourceSide:
        'The resource belongs to account 444455556666, the principal to account 111122223333, and no resource policy was given.',
    });
  });
});

describe('a resource whose ARN has no account', () => {
  const told =
    'only if account 111122223333 owns the resource, or if its owner allows this too';
  const ask = (
    { action, resource }: { action: string; resource: string },
    read: ReadResource | undefined,
    ...more: Statement[]
  ) =>
    decideAccess(
      { action, resource, service: action.split(':')[0] },
      policies([allow('*'), ...more]),
      { ...{ kind: 'role', arn: ROLE, context: {} }, resource: read },
    );
  const object = { action: 's3:GetObject', resource: OBJECT };
  const unread: ReadResource = {
    ...{ policy: unknown('no'), encryption: absent() },
  };

  it.each([
    ['an object', object],
    ['a bucket', { action: 's3:ListBucket', resource: 'arn:aws:s3:::files' }],
    ['all buckets', { action: 's3:ListBucket', resource: 'arn:aws:s3:::*' }],
    [
      'a hosted zone',
      {
        action: 'route53:ChangeResourceRecordSets',
        resource: 'arn:aws:route53:::hostedzone/Z1',
      },
    ],
  ])(
    'allows only under the condition that the owner is that of the role, if the owner is unknown: %s',
    (_, asked) => {
      for (const read of [undefined, unread]) {
        const answer = { decision: 'allowed-if', conditions: [told] };
        expect(ask(asked, read)).toMatchObject(answer);
        const question = { ...asked, service: '' };
        expect(limitationsOf(question, [], [], { read }).join()).toContain(
          'Check in AWS who owns the resource',
        );
      }
    },
  );

  it('allows without a condition if the owner is known, or if nobody owns it yet', () => {
    const missing: ReadResource = {
      ...{ policy: { ...absent(), isMissing: true }, encryption: absent() },
    };
    const owned = { ...unread, accountId: '111122223333' };
    for (const read of [missing, owned]) {
      expect(ask(object, read)).toMatchObject({ decision: 'allowed' });
      expect(
        limitationsOf({ ...object, service: 's3' }, [], [], { read }).join(),
      ).not.toContain('owns the resource');
    }
    const all = { action: 's3:ListAllMyBuckets', resource: '*' };
    expect(ask(all, undefined)).toMatchObject({ decision: 'allowed' });
  });

  it('keeps other conditions, and says whether the owner is the only one', () => {
    expect(ask(object, unread)?.isLeftToOwner).toBe(true);
    const withOther = ask(
      object,
      unread,
      deny('s3:*', { Condition: { StringNotEquals: VPCE } }),
    );
    expect(withOther?.conditions).toEqual([
      'but not when aws:SourceVpce is not vpce-1, or is absent',
      told,
    ]);
    expect(withOther?.isLeftToOwner).toBeUndefined();
  });
});

describe('the policy of the resource', () => {
  const QUEUE = 'arn:aws:sqs:eu-west-1:444455556666:orders';
  const question = {
    action: 'sqs:SendMessage',
    service: 'sqs',
    resource: QUEUE,
  };
  const may = allow('sqs:*', { Principal: { AWS: ROLE } });
  const read = (...statements: Statement[]): ReadResource => ({
    policy: found({
      ...{ text: '', errors: [] },
      document: document(...statements),
    }),
    encryption: absent(),
  });
  const ask = (
    resource: ReadResource | undefined,
    statements: Statement[] = [allow('sqs:*')],
    resourceName = QUEUE,
  ) =>
    decideAccess(
      { ...question, resource: resourceName },
      policies(statements),
      { ...{ kind: 'role', arn: ROLE, context: {} }, resource },
    );
  const unread: ReadResource = {
    policy: unknown('The backend may not call sqs:GetQueueAttributes.'),
    encryption: unknown('The backend may not call kms:DescribeKey.'),
  };

  it.each<[string, ReadResource, Statement[], string | undefined]>([
    [
      'allows a role of another account',
      read(may),
      [allow('sqs:*')],
      'allowed',
    ],
    [
      'does not allow a role of another account that its own policies do not allow',
      read(may),
      [allow('s3:*')],
      undefined,
    ],
    [
      'does not allow a role that it does not name',
      read(),
      [allow('sqs:*')],
      undefined,
    ],
    [
      'denies a role that it also allows',
      read(may, deny('*', { Principal: '*' })),
      [allow('sqs:*')],
      undefined,
    ],
    [
      'denies a role unless a condition key matches',
      read(
        may,
        deny('*', { Principal: '*', Condition: { StringNotEquals: VPCE } }),
      ),
      [allow('sqs:*')],
      'allowed-if',
    ],
    ['is unknown if it was not read', unread, [allow('sqs:*')], 'unknown'],
  ])('%s', (_, resource, statements, expected) => {
    expect(ask(resource, statements)?.decision).toBe(expected);
  });

  it.each<[string, Statement['Condition']]>([
    ['aws:SourceArn', { ArnLike: { 'aws:SourceArn': 'arn:aws:s3:::orders' } }],
    ['AWS:SourceOwner', { StringEquals: { 'AWS:SourceOwner': ACCOUNT } }],
    ['aws:SourceAccount', { StringEquals: { 'aws:SourceAccount': ACCOUNT } }],
    [
      'aws:PrincipalServiceName',
      { StringEquals: { 'aws:PrincipalServiceName': 's3.amazonaws.com' } },
    ],
  ])('does not allow a role what it allows a service by %s', (_, Condition) => {
    const resource = read(
      allow('sqs:*', { Principal: { AWS: '*' }, Condition }),
    );
    const own = QUEUE.replace('444455556666', ACCOUNT);
    expect(ask(resource, [], own)).toBeUndefined();
    expect(ask(resource)).toBeUndefined();
  });

  it.each([
    [
      'does not allow other accounts if public access is blocked',
      found(true),
      undefined,
    ],
    [
      'allows other accounts if public access is not blocked',
      found(false),
      'allowed',
    ],
    [
      'is unknown if the public access block was not read',
      unknown<boolean>('no'),
      'unknown',
    ],
  ])('of a public bucket %s', (_, restrictsPublic, expected) => {
    const open = allow('s3:*', { Principal: '*' });
    const resource: ReadResource = {
      accountId: '444455556666',
      policy: found({
        ...{ text: '', errors: [], restrictsPublic },
        document: document(open),
      }),
      encryption: absent(),
    };
    const decision = decideAccess(
      { action: 's3:GetObject', service: 's3', resource: OBJECT },
      policies([allow('s3:*')]),
      { ...{ kind: 'role', arn: ROLE, context: {} }, resource },
    );
    expect(decision?.decision).toBe(expected);
  });

  it('of a KMS key is unknown when the grants of the key were not read', () => {
    const key = 'arn:aws:kms:eu-west-1:111122223333:key/1234abcd';
    const decision = decideAccess(
      { action: 'kms:Decrypt', service: 'kms', resource: key },
      policies([allow('s3:*')]),
      {
        ...{ kind: 'role', arn: ROLE, context: {} },
        resource: { ...read(), keyGrants: unknown('no') },
      },
    );
    expect(decision?.decision).toBe('unknown');
  });

  it.each<['role' | 'user', Partial<ReadPolicies>, boolean]>([
    ['role', {}, true],
    ['role', boundary(allow('s3:*')), true],
    ['role', boundary(deny('*')), false],
    ['user', boundary(allow('s3:*')), true],
  ])(
    'that was not read could allow a %s of its account without own permissions, within %j',
    (kind, limits, isLeftToPolicy) => {
      const decision = decideAccess(
        {
          ...question,
          resource: QUEUE.replace('444455556666', '111122223333'),
        },
        policies([allow('s3:*')], limits),
        {
          ...{ kind, arn: ROLE.replace('role/', `${kind}/`), context: {} },
          resource: unread,
        },
      );
      expect([decision?.decision, decision?.isLeftToPolicy]).toEqual(
        isLeftToPolicy ? ['unknown', true] : [undefined, undefined],
      );
      expect(limitationsOf(question, [], [], { read: unread })).toContain(
        'The policy of the resource was not read: it can allow others of its account, who are not listed, or deny these. The backend may not call sqs:GetQueueAttributes.',
      );
    },
  );

  it('is sufficient for a role of its account, and named as the deciding policy', () => {
    const own = QUEUE.replace('444455556666', '111122223333');
    const statement = { ...may, Condition: { StringEquals: VPCE } };
    expect(ask(read(statement), [allow('s3:*')], own)).toMatchObject({
      decision: 'allowed-if',
      conditions: ['only when aws:SourceVpce is vpce-1'],
      decidedBy: [
        { layer: 'resource', policy: 'resource policy', statement: 0 },
      ],
      isByResource: true,
    });
  });

  it('is reported as not read with the missing permission, like the key', () => {
    const decision = ask(unread);
    expect(
      limitationsOf(question, decision ? [decision] : [], [], { read: unread }),
    ).toEqual(
      expect.arrayContaining([
        expect.stringMatching(
          /^The resource belongs to .* was not read: it must allow it too\. .* sqs:GetQueueAttributes\.$/,
        ),
        'The KMS key of the resource was not read: it may deny these. The backend may not call kms:DescribeKey.',
      ]),
    );
  });

  const keyState = unknown<string>('The backend may not call it.');
  it.each<[string, Partial<ReadResource>]>([
    ['is the resource', { keyState }],
    [
      'encrypts the resource',
      {
        encryption: found({
          ...{ keyArn: '', bucketKey: false, keyState },
          ...{ keyPolicy: unread.policy, keyGrants: found([]) },
        }),
      },
    ],
  ])('is reported with the unread state of a key that %s', (_case, key) => {
    expect(
      limitationsOf(question, [], [], { read: { ...unread, ...key } }),
    ).toContain(
      'The state of the KMS key was not read: in some states, nobody can use it. The backend may not call it.',
    );
  });
});

describe('a question', () => {
  let catalogue: ActionCatalogue;
  beforeAll(async () => {
    catalogue = await loadCatalogue();
  }, 60_000);
  const read = (action: string, resource: string) =>
    readQuestion({ action, resource }, catalogue);

  it.each([
    ['s3:DeleteObject', OBJECT],
    ['s3:DeleteObject', 'arn:aws:s3:::ledger-files/*'],
    ['s3:ListBucket', 'arn:aws:s3:::ledger-files'],
    ['s3:ListAllMyBuckets', '*'],
    ['iam:PassRole', 'arn:aws:iam::111122223333:role/a/path/role'],
    ['kms:Decrypt', 'arn:aws-cn:kms:cn-north-1:111122223333:key/1'],
  ])('is accepted for %s on %s', (action, resource) => {
    expect(read(action, resource)).toEqual({
      action,
      service: action.split(':')[0],
      resource,
    });
  });

  it('accepts actions in any case', () => {
    expect(read('S3:deleteobject', OBJECT)).toMatchObject({
      action: 's3:DeleteObject',
      service: 's3',
    });
  });

  it.each([
    ['s3:*', OBJECT, 'action', 'action-name'],
    ['s3:Delete?bject', OBJECT, 'action', 'action-name'],
    ['DeleteObject', OBJECT, 'action', 'action-name'],
    ['s3:DeleteEverything', OBJECT, 'action', 'action-known'],
    ['s4:DeleteObject', OBJECT, 'action', 'action-known'],
    ['s3:DeleteObject', 'ledger-files', 'resource', 'resource-arn'],
    ['s3:DeleteObject', '*', 'resource', 'resource-type'],
    ['s3:ListAllMyBuckets', OBJECT, 'resource', 'resource-type'],
    ['s3:ListBucket', OBJECT, 'resource', 'resource-type'],
    ['s3:DeleteObject', 'arn:aws:sqs:::a/b', 'resource', 'resource-type'],
  ])('is rejected for %s on %s', (action, resource, field, rule) => {
    expect(read(action, resource)).toEqual([
      expect.objectContaining({ field, rule }),
    ]);
  });

  it('about objects is rejected for a bucket ARN, with the correct ARN', () => {
    expect(read('s3:DeleteObject', 'arn:aws:s3:::ledger-files')).toEqual([
      expect.objectContaining({
        message: expect.stringContaining('Enter arn:aws:s3:::ledger-files/*'),
      }),
    ]);
  });
});

describe('VPC endpoints that were not read', () => {
  const reading = (reason?: string): LayerReading => ({
    ...{ layer: 'vpc-endpoint', state: 'not-read' },
    ...(reason !== undefined && { reason }),
  });
  const told = (readings: Record<string, LayerReading>) =>
    limitationsOf(
      { action: 's3:GetObject', resource: OBJECT, service: 's3' },
      [],
      [],
      {
        vpcEndpoints: new Map(Object.entries(readings)),
      },
    ).filter(text => /VPC endpoint policies|more reasons/.test(text));

  it('are grouped by reason, with the clusters of each', () => {
    const missing = 'The backend may not call ec2:DescribeVpcs.';
    expect(
      told({
        blue: reading(missing),
        green: { layer: 'vpc-endpoint', state: 'read', reason: 'Not by S3.' },
        amber: reading(missing),
        red: reading(),
      }),
    ).toEqual([
      `VPC endpoint policies of amber, blue were not read: they may deny pods there. ${missing}`,
      'VPC endpoint policies of red were not read: they may deny pods there.',
    ]);
  });

  it('are reported for 10 reasons, with the number of other reasons', () => {
    const all = Array.from({ length: 13 }, (_, at) => [
      `cluster-${at}`,
      reading(`Reason ${at}.`),
    ]);
    const sentences = told(Object.fromEntries(all));
    expect(sentences).toHaveLength(11);
    expect(sentences[10]).toBe(
      'For 3 more reasons, those of other clusters were not read.',
    );
  });
});
