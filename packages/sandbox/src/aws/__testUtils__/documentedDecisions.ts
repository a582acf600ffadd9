/** A statement as AWS's documentation shows it. */
type Statement = Record<string, unknown>;

/** The names of the principals and of the bucket in a case, which differ from case to case. */
export interface Names {
  /** The ARN of the calling role or user. */
  caller: string;
  /** The ARN of the session of the calling role. */
  session: string;
  /** The ARN of the bucket. */
  bucket: string;
}

/** Policies, and a call that AWS's documentation says is allowed or not. */
export interface DocumentedCase {
  case: string;
  /** Default: a session of a role. */
  by?: 'user';
  /** The policy of the role or user. */
  own?: Statement[];
  boundary?: Statement[];
  session?: Statement[];
  tags?: Record<string, string>;
  /** The policy of the bucket, the key, or the role that is called for. */
  resource?(names: Names): Statement[];
  /** Whether the resource belongs to another account. */
  isElsewhere?: true;
  scp?: Statement[];
  /** The RCP over the account of the resource. */
  rcp?: Statement[];
  allowed: boolean;
}

/** Calls whose results follow from a page of AWS's documentation. */
export interface DocumentedTable {
  page: string;
  /** The operation. Default: `GetObject`. */
  call?:
    | 'GetObject'
    | 'ListObjectsV2'
    | 'Decrypt'
    | 'AssumeRole'
    | 'GetCallerIdentity';
  cases: DocumentedCase[];
}

const PROD = '111122223333';
const STAGING = '444455556666';

const all: Statement = { Effect: 'Allow', Action: '*', Resource: '*' };
const none: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const iamOnly: Statement = { Effect: 'Allow', Action: 'iam:*', Resource: '*' };
const when = (Condition: object, part: Statement = all): Statement => ({
  ...part,
  Condition,
});
const onBucket = (
  bucket: string,
  Principal: unknown,
  part: Statement = {},
): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: 's3:*',
  Resource: [bucket, `${bucket}/*`],
  ...part,
});
const toCaller = ({ caller, bucket }: Names) => [
  onBucket(bucket, { AWS: caller }),
];
const toSession = ({ session, bucket }: Names) => [
  onBucket(bucket, { AWS: session }),
];
const toAccount = ({ bucket }: Names) => [
  onBucket(bucket, { AWS: `arn:aws:iam::${PROD}:root` }),
];
const onKey = (Principal: unknown, part: Statement = {}): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: 'kms:*',
  Resource: '*',
  ...part,
});
/** KMS rejects a key policy that nobody can change. */
const keptByAdministrator = onKey({
  AWS: `arn:aws:iam::${PROD}:user/administrator`,
});
const trusting = (Principal: unknown): Statement => ({
  Effect: 'Allow',
  Principal,
  Action: 'sts:AssumeRole',
});

/** Written from AWS's documentation, and independent of the evaluator that the sandbox uses. */
export const DOCUMENTED: DocumentedTable[] = [
  {
    page: 'Policy evaluation for requests within a single account',
    cases: [
      { case: 'without policies', allowed: false },
      { case: 'with an own policy', own: [all], allowed: true },
      { case: 'with an own Deny', own: [all, none], allowed: false },
      { case: 'with a bucket policy', resource: toCaller, allowed: true },
      {
        case: 'with a Deny in the bucket policy',
        own: [all],
        resource: ({ caller, bucket }) => [
          onBucket(bucket, { AWS: caller }, { Effect: 'Deny' }),
        ],
        allowed: false,
      },
      {
        case: 'with a bucket policy for the account',
        resource: toAccount,
        allowed: false,
      },
      {
        case: 'with a bucket policy for the account and an own policy',
        own: [all],
        resource: toAccount,
        allowed: true,
      },
    ],
  },
  {
    page: 'Permissions boundaries for IAM entities',
    cases: [
      { case: 'with a boundary only', boundary: [all], allowed: false },
      { case: 'with both', own: [all], boundary: [all], allowed: true },
      {
        case: 'with a boundary for another service',
        own: [all],
        boundary: [iamOnly],
        allowed: false,
      },
      {
        case: 'with a bucket policy for the role, and such a boundary',
        boundary: [iamOnly],
        resource: toCaller,
        allowed: false,
      },
      {
        case: 'with a bucket policy for the session, and such a boundary',
        boundary: [iamOnly],
        resource: toSession,
        allowed: true,
      },
      {
        case: 'with a bucket policy for the session, and a boundary that denies',
        boundary: [all, none],
        resource: toSession,
        allowed: false,
      },
      {
        case: 'with a bucket policy for the user, and such a boundary',
        by: 'user',
        boundary: [iamOnly],
        resource: toCaller,
        allowed: true,
      },
      {
        case: 'with NotPrincipal, which always denies a principal with a boundary',
        own: [all],
        boundary: [all],
        resource: ({ caller, session, bucket }) => [
          {
            Effect: 'Deny',
            NotPrincipal: { AWS: [caller, session, PROD] },
            Action: 's3:*',
            Resource: `${bucket}/*`,
          },
        ],
        allowed: false,
      },
    ],
  },
  {
    page: 'Policies and permissions in AWS Identity and Access Management: Session policies',
    cases: [
      { case: 'with a session policy only', session: [all], allowed: false },
      { case: 'with both', own: [all], session: [all], allowed: true },
      {
        case: 'with a session policy for another service',
        own: [all],
        session: [iamOnly],
        allowed: false,
      },
      {
        case: 'with a bucket policy for the role, and such a session policy',
        session: [iamOnly],
        resource: toCaller,
        allowed: false,
      },
      {
        case: 'with a bucket policy for the session, and such a session policy',
        session: [iamOnly],
        resource: toSession,
        allowed: true,
      },
    ],
  },
  {
    page: 'AWS JSON policy elements: Principal',
    cases: [
      {
        case: 'for everyone with the ARN of the role, and with a boundary for another service',
        boundary: [iamOnly],
        resource: ({ caller, bucket }) => [
          onBucket(bucket, '*', {
            Condition: { ArnEquals: { 'aws:PrincipalArn': caller } },
          }),
        ],
        allowed: true,
      },
      {
        case: 'for everyone with the ARN of the session, which is not that of the principal',
        resource: ({ session, bucket }) => [
          onBucket(bucket, '*', {
            Condition: { ArnEquals: { 'aws:PrincipalArn': session } },
          }),
        ],
        allowed: false,
      },
    ],
  },
  {
    page: 'AWS JSON policy elements: NotPrincipal',
    cases: (
      [
        [
          'the session, role and account',
          (n: Names) => [n.caller, n.session, PROD],
          true,
        ],
        ['the role and account', (n: Names) => [n.caller, PROD], false],
        ['the account', () => [PROD], false],
      ] as [string, (names: Names) => string[], boolean][]
    ).map(([what, names, allowed]) => ({
      case: `with a Deny for all but ${what}`,
      own: [all],
      resource: (given: Names) => [
        {
          Effect: 'Deny',
          NotPrincipal: { AWS: names(given) },
          Action: 's3:*',
          Resource: `${given.bucket}/*`,
        },
      ],
      allowed,
    })),
  },
  {
    page: 'Cross-account policy evaluation logic',
    cases: [
      { case: 'with an own policy only', own: [all], allowed: false },
      { case: 'with a bucket policy only', resource: toCaller, allowed: false },
      { case: 'with both', own: [all], resource: toCaller, allowed: true },
      {
        case: 'with both, and a boundary for another service',
        own: [all],
        boundary: [iamOnly],
        resource: toSession,
        allowed: false,
      },
      {
        case: 'with both, and a session policy for another service',
        own: [all],
        session: [iamOnly],
        resource: toSession,
        allowed: false,
      },
    ].map(each => ({ ...each, isElsewhere: true as const })),
  },
  {
    page: 'Service control policies (SCPs)',
    cases: [
      { case: 'that allow only', scp: [all], allowed: false },
      { case: 'that allow too', own: [all], scp: [all], allowed: true },
      { case: 'that do not allow', own: [all], scp: [iamOnly], allowed: false },
      { case: 'that deny', own: [all], scp: [all, none], allowed: false },
      {
        case: 'that do not allow what the bucket policy allows the session',
        scp: [iamOnly],
        resource: toSession,
        allowed: false,
      },
      {
        case: 'that deny other Regions',
        own: [all],
        scp: [
          all,
          when(
            { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
            none,
          ),
        ],
        allowed: true,
      },
    ],
  },
  {
    page: 'Resource control policies (RCPs)',
    cases: [
      {
        case: 'that deny',
        own: [all],
        rcp: [{ ...none, Principal: '*' }],
        allowed: false,
      },
      {
        case: 'that deny principals of other organizations',
        own: [all],
        rcp: [
          {
            ...none,
            Principal: '*',
            Condition: {
              StringNotEqualsIfExists: { 'aws:PrincipalOrgID': 'o-company001' },
            },
          },
        ],
        allowed: true,
      },
    ],
  },
  {
    page: 'IAM policy elements: Variables and tags',
    cases: (
      [
        ['${aws:PrincipalTag/team}/*', true],
        ['${aws:PrincipalTag/none}/*', false],
        ["${aws:PrincipalTag/none, 'shop'}/*", true],
        ["${aws:PrincipalTag/team, 'other'}/*", true],
        ['${*}/*', false],
      ] as const
    ).map(([path, allowed]) => ({
      case: `with the resource ${path}`,
      tags: { team: 'shop' },
      own: [{ ...all, Resource: `arn:aws:s3:::*/${path}` }],
      allowed,
    })),
  },
  {
    page: 'IAM JSON policy elements: Condition operators',
    cases: (
      [
        [{ IpAddress: { 'aws:SourceIp': '127.0.0.0/8' } }, true],
        [{ IpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, false],
        [{ NotIpAddress: { 'aws:SourceIp': '203.0.113.0/24' } }, true],
        [
          { DateGreaterThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
          true,
        ],
        [
          { DateLessThan: { 'aws:CurrentTime': '2020-01-01T00:00:00Z' } },
          false,
        ],
        [{ DateGreaterThan: { 'aws:EpochTime': '1577836800' } }, true],
        [{ Null: { 'aws:PrincipalTag/none': 'true' } }, true],
        [{ Null: { 'aws:PrincipalTag/team': 'true' } }, false],
        [{ StringEquals: { 'aws:PrincipalTag/none': 'x' } }, false],
        [{ StringEqualsIfExists: { 'aws:PrincipalTag/none': 'x' } }, true],
        [{ StringNotEquals: { 'aws:PrincipalTag/none': 'x' } }, true],
        [{ StringEquals: { 'aws:PRINCIPALTAG/Team': 'shop' } }, true],
        [{ 'ForAllValues:StringEquals': { 'aws:TagKeys': ['x'] } }, true],
        [{ 'ForAnyValue:StringEquals': { 'aws:TagKeys': ['x'] } }, false],
        [{ Bool: { 'aws:SecureTransport': 'true' } }, false],
        [{ StringEquals: { 'aws:PrincipalType': 'AssumedRole' } }, true],
      ] as const
    ).map(([condition, allowed]) => ({
      case: `with ${JSON.stringify(condition)}`,
      tags: { team: 'shop' },
      own: [when(condition)],
      allowed,
    })),
  },
  {
    page: 'IAM JSON policy elements: Condition operators, Numeric condition operators',
    call: 'ListObjectsV2',
    cases: [
      {
        case: 'with at most 10 keys',
        own: [when({ NumericLessThanEquals: { 's3:max-keys': '10' } })],
        allowed: true,
      },
      {
        case: 'with at most 9 keys',
        own: [when({ NumericLessThanEquals: { 's3:max-keys': '9' } })],
        allowed: false,
      },
      {
        case: 'with the prefix',
        own: [when({ StringLike: { 's3:prefix': ['shop/*', ''] } })],
        allowed: true,
      },
      {
        case: 'with another prefix',
        own: [when({ StringLike: { 's3:prefix': 'other/*' } })],
        allowed: false,
      },
    ],
  },
  {
    page: 'Key policies in AWS KMS',
    call: 'Decrypt',
    cases: [
      {
        case: 'without a statement for the account',
        own: [all],
        resource: () => [keptByAdministrator],
        allowed: false,
      },
      {
        case: 'with a statement for the account',
        own: [all],
        resource: () => [onKey({ AWS: PROD })],
        allowed: true,
      },
      {
        case: 'with a statement for the account only',
        resource: () => [onKey({ AWS: PROD })],
        allowed: false,
      },
      {
        case: 'with a statement for the role only',
        resource: ({ caller }) => [keptByAdministrator, onKey({ AWS: caller })],
        allowed: true,
      },
      {
        case: 'with a statement for the role, and a boundary for another service',
        boundary: [iamOnly],
        resource: ({ caller }) => [keptByAdministrator, onKey({ AWS: caller })],
        allowed: false,
      },
      {
        case: 'with a statement for calls through a service',
        resource: ({ caller }) => [
          keptByAdministrator,
          onKey(
            { AWS: caller },
            {
              Condition: {
                StringEquals: {
                  'kms:ViaService': 'sqs.eu-west-1.amazonaws.com',
                },
              },
            },
          ),
        ],
        allowed: false,
      },
    ],
  },
  {
    page: 'AssumeRole, AWS Security Token Service API Reference',
    call: 'AssumeRole',
    cases: [
      {
        case: 'with trust in the user only',
        by: 'user',
        resource: ({ caller }) => [trusting({ AWS: caller })],
        allowed: true,
      },
      {
        case: 'with trust in the account only',
        by: 'user',
        resource: () => [trusting({ AWS: PROD })],
        allowed: false,
      },
      {
        case: 'with trust in the account, and an own policy',
        by: 'user',
        own: [all],
        resource: () => [trusting({ AWS: PROD })],
        allowed: true,
      },
      {
        case: 'with an own policy, and no trust',
        by: 'user',
        own: [all],
        resource: () => [trusting({ AWS: STAGING })],
        allowed: false,
      },
      {
        case: 'in another account, with trust only',
        isElsewhere: true,
        resource: ({ caller }) => [trusting({ AWS: caller })],
        allowed: false,
      },
      {
        case: 'in another account, with both',
        isElsewhere: true,
        own: [all],
        resource: ({ caller }) => [trusting({ AWS: caller })],
        allowed: true,
      },
    ],
  },
  {
    page: 'Update a role trust policy',
    call: 'AssumeRole',
    cases: [
      {
        case: 'with trust in the user, and a boundary for another service',
        by: 'user',
        boundary: [iamOnly],
        resource: ({ caller }) => [trusting({ AWS: caller })],
        allowed: false,
      },
    ],
  },
  {
    page: 'GetCallerIdentity, AWS Security Token Service API Reference',
    call: 'GetCallerIdentity',
    cases: [
      { case: 'without policies', allowed: true },
      { case: 'with an own Deny', own: [none], allowed: true },
      { case: 'with an SCP that denies', scp: [all, none], allowed: true },
    ],
  },
];
