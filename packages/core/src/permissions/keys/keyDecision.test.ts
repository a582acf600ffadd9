import type { Statement } from '@backstage-irsa/iam-policy';
import { ROLE_ARN } from '../../__testUtils__/observed';
import {
  organizationPolicy,
  organizationWith,
} from '../../__testUtils__/organization';
import {
  allow,
  documentOf,
  policyOf,
} from '../../__testUtils__/resourcePolicies';
import { found, unknown } from '../../model/observation';
import { keyDecisionOf, keySentence, resultWith } from './keyDecision';
import { organizationControls } from '../organization/organizationControls';
import type { ReadResource } from '../resources/resourceSide';

const HOME = '111122223333';
const QUEUE = `arn:aws:sqs:eu-west-1:${HOME}:orders`;
const KEY = `arn:aws:kms:eu-west-1:${HOME}:key/1234abcd`;
const own = (...statements: Partial<Statement>[]) => [
  {
    name: 'own',
    document: documentOf(
      ...statements.map(
        (one): Statement => ({
          ...{ Effect: 'Allow', Action: '*', Resource: '*' },
          ...one,
        }),
      ),
    ),
  },
];
const request = (resource: string, identity = 'sqs:*') => ({
  principal: { kind: 'role' as const, arn: ROLE_ARN },
  action: 'sqs:SendMessage',
  resource,
  identityPolicies: own({ Action: identity }),
  context: {},
});

describe('the KMS key of a resource', () => {
  const ask = (
    keyPolicy: ReadResource['policy'],
    identity: string,
    action = 'sqs:SendMessage',
    keyGrants: ReadResource['keyGrants'] = found([]),
  ) =>
    keyDecisionOf(
      { ...request(QUEUE, identity), action },
      found({ keyArn: KEY, bucketKey: false, keyPolicy, keyGrants }),
    );
  const root = allow({ Principal: { AWS: `arn:aws:iam::${HOME}:root` } });

  it.each([
    [
      'the key policy for the account, and the role policy',
      policyOf(root),
      'kms:*',
      undefined,
    ],
    ['only the key policy', policyOf(allow()), 'sqs:*', undefined],
    [
      'the key policy for the account, but not the role policy',
      policyOf(root),
      'sqs:*',
      'kms:GenerateDataKey',
    ],
    [
      'a key policy for another service, and the role policy',
      policyOf(
        allow({
          Condition: {
            StringEquals: { 'kms:ViaService': 's3.eu-west-1.amazonaws.com' },
          },
        }),
      ),
      'kms:*',
      'kms:GenerateDataKey',
    ],
    [
      'a key policy for this queue, and the role policy',
      policyOf(
        allow({
          Condition: {
            StringEquals: { 'kms:EncryptionContext:aws:sqs:arn': QUEUE },
          },
        }),
      ),
      'kms:*',
      undefined,
    ],
  ])('is decided when allowed by: %s', (_, policy, identity, denied) => {
    const answer = ask(policy, identity);
    expect(answer?.state === 'denied' ? answer.action : undefined).toBe(denied);
  });

  it('is ignored for a call that does not need it', () => {
    expect(ask(policyOf(), 'sqs:*', 'sqs:GetQueueUrl')).toBeUndefined();
    expect(ask(policyOf(), 's3:*', 's3:AbortMultipartUpload')).toBeUndefined();
  });

  it('is allowed by a grant for all needed operations', () => {
    const grant = {
      ...{ id: 'a1', granteePrincipal: ROLE_ARN },
      operations: ['Decrypt', 'GenerateDataKey'],
    };
    const use = (...grants: (typeof grant)[]) =>
      ask(policyOf(), 'sqs:*', 'sqs:SendMessage', found(grants));
    expect(use(grant)).toBeUndefined();
    expect(use({ ...grant, operations: ['Decrypt'] })).toMatchObject({
      state: 'denied',
      action: 'kms:GenerateDataKey',
    });
  });

  it('depends on unread grants unless the key policy allows or denies it', () => {
    const unreadOf = (statement: Statement) => {
      const answer = ask(
        policyOf(statement),
        'sqs:*',
        'sqs:SendMessage',
        unknown('no', 'kms:ListGrants'),
      );
      return answer?.state === 'denied' ? answer.unreadGrants : answer;
    };
    expect(unreadOf(root)).toBe('no');
    expect(unreadOf(allow())).toBeUndefined();
    expect(unreadOf(allow({ Effect: 'Deny', Principal: '*' }))).toBeUndefined();
  });

  it.each([
    [
      'kinesis:PutRecord',
      'kinesis:HOME:stream/orders',
      'kms:GenerateDataKey',
      'aws:kinesis:arn',
      'kinesis:HOME:stream/orders',
    ],
    [
      'kinesis:SubscribeToShard',
      'kinesis:HOME:stream/orders/consumer/a:1',
      'kms:Decrypt',
      'aws:kinesis:arn',
      'kinesis:HOME:stream/orders',
    ],
    [
      'states:DescribeExecution',
      'states:HOME:execution:orders:1a',
      'kms:Decrypt',
      'aws:states:stateMachineArn',
      'states:HOME:stateMachine:orders',
    ],
  ])('is used by %s on %s for %s', (action, resource, needed, name, about) => {
    const arnOf = (text: string) =>
      `arn:aws:${text.replace('HOME', `eu-west-1:${HOME}`)}`;
    const denied = (value: string) => {
      const equals = { [`kms:EncryptionContext:${name}`]: value };
      const answer = keyDecisionOf(
        { ...request(arnOf(resource), '*'), action },
        found({
          ...{ keyArn: KEY, bucketKey: false, keyGrants: found([]) },
          keyPolicy: policyOf(
            root,
            allow({
              ...{ Effect: 'Deny', Principal: '*' },
              Condition: { StringNotEquals: equals },
            }),
          ),
        }),
      );
      return answer?.state === 'denied' ? answer.action : undefined;
    };
    expect(denied(arnOf(about))).toBeUndefined();
    expect(denied(arnOf('other'))).toBe(needed);
  });

  it.each([
    ['Enabled', undefined],
    ['Disabled', 'denied'],
    ['PendingDeletion', 'denied'],
  ])('in the state %s: %s', (state, expected) => {
    const answer = keyDecisionOf(
      request(QUEUE, '*'),
      found({
        ...{ keyArn: KEY, bucketKey: false, keyState: found(state) },
        ...{ keyPolicy: policyOf(root), keyGrants: unknown('no') },
      }),
    );
    expect(answer?.state).toBe(expected);
    if (answer?.state !== 'denied') return;
    expect(answer.isFinal).toBe(true);
    expect(answer.result.blockedBy).toMatchObject([
      {
        message: `The KMS key of the resource is in the state ${state}, in which nobody can use it.`,
      },
    ]);
  });

  it.each<[string, Statement[], object]>([
    ['allows the call', [root], { state: 'unread', reason: 'No permission.' }],
    ['denies the call', [], { state: 'denied' }],
  ])(
    'is unknown when its state could not be read and its policy %s',
    (_case, statements, expected) => {
      const encryption = found({
        ...{
          keyArn: KEY,
          bucketKey: false,
          keyState: unknown<string>('No permission.'),
        },
        ...{ keyPolicy: policyOf(...statements), keyGrants: found([]) },
      });
      expect(keyDecisionOf(request(QUEUE, '*'), encryption)).toMatchObject(
        expected,
      );
    },
  );

  it('is unknown when its policy or the encryption could not be read', () => {
    expect(ask(unknown('no'), 'kms:*')).toEqual({
      state: 'unread',
      reason: 'no',
    });
    expect(keyDecisionOf(request(QUEUE), unknown('no'))).toEqual({
      state: 'unread',
      reason: 'no',
    });
  });

  it('does not reveal its policy', () => {
    const answer = ask(
      policyOf(allow({ Sid: 'Theirs', Principal: { AWS: `${ROLE_ARN}-2` } })),
      'kms:*',
    );
    expect(JSON.stringify(answer)).toContain(
      'The policy of the key does not allow it.',
    );
    expect(JSON.stringify(answer)).not.toMatch(/Theirs|orders-0a1b2c3d4e-2/);
  });
});

describe('the call of a service to a KMS key', () => {
  const ID = 'AROA0123456789ABCDEF';
  const root = allow({ Principal: { AWS: `arn:aws:iam::${HOME}:root` } });
  const ask = (
    identity: Partial<Statement>[],
    {
      context = {},
      keyPolicy = policyOf(root),
    }: {
      context?: Record<string, string>;
      keyPolicy?: ReadResource['policy'];
    } = {},
  ) => {
    const answer = keyDecisionOf(
      { ...request(QUEUE), identityPolicies: own({}, ...identity), context },
      found({
        ...{ keyArn: KEY, bucketKey: false, keyPolicy },
        keyGrants: found([]),
      }),
      { id: ID },
    );
    if (answer?.state !== 'denied') return answer?.state ?? 'Allowed';
    return answer.openKeys
      ? `open: ${answer.openKeys.join()}`
      : answer.result.decision;
  };
  const deny = (Condition: Statement['Condition']): Partial<Statement> => ({
    ...{ Effect: 'Deny', Action: 'kms:*' },
    Condition,
  });

  it.each<[string, Statement['Condition'], string]>([
    [
      'that pods make themselves',
      { Bool: { 'aws:ViaAWSService': 'false' } },
      'Allowed',
    ],
    [
      'that services make',
      { Bool: { 'aws:ViaAWSService': 'true' } },
      'ExplicitlyDenied',
    ],
    [
      'that a service other than SQS makes first',
      { StringNotEquals: { 'aws:CalledViaFirst': 'sqs.amazonaws.com' } },
      'Allowed',
    ],
    [
      'in a region other than that of the key',
      { StringNotEquals: { 'aws:RequestedRegion': 'eu-west-1' } },
      'Allowed',
    ],
    [
      'of roles with another ID',
      { StringNotLike: { 'aws:userid': `${ID}:*` } },
      'Allowed',
    ],
    [
      'from another VPC endpoint, which the service does not forward',
      { StringNotEquals: { 'aws:SourceVpce': 'vpce-1' } },
      'open: aws:SourceVpce',
    ],
    [
      'to keys of other accounts, when only the resource is in one',
      { StringNotEquals: { 'aws:ResourceAccount': HOME } },
      'Allowed',
    ],
    [
      'from other organizations, when no organization was read',
      { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'open: aws:PrincipalOrgID',
    ],
    [
      'without MFA, which no session of a pod has',
      { BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } },
      'ExplicitlyDenied',
    ],
  ])('is evaluated with a Deny of calls %s', (_, condition, expected) => {
    const context = {
      'aws:ViaAWSService': 'false',
      'aws:RequestedRegion': 'us-east-1',
      'aws:SourceVpce': 'vpce-1',
      'aws:ResourceAccount': '444455556666',
    };
    expect(ask([deny(condition)], { context })).toBe(expected);
  });

  it('is allowed when only services can use the key', () => {
    const identity = [
      { Action: 'kms:*', Condition: { Bool: { 'aws:ViaAWSService': 'true' } } },
      { Effect: 'Deny' as const, NotAction: 'kms:*', Action: undefined },
    ];
    expect(ask(identity)).toBe('Allowed');
  });

  it.each<[string, Statement['Condition'], string]>([
    [
      'the organization of the caller',
      { StringEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      'open: ',
    ],
    [
      'the user name',
      { StringLike: { 'aws:username': 'a*' } },
      'ImplicitlyDenied',
    ],
    [
      'the calling service',
      { StringLike: { 'kms:ViaService': 's3.*' } },
      'ImplicitlyDenied',
    ],
  ])(
    'depends on what the policy of the key requires of %s',
    (_, Condition, expected) => {
      expect(ask([], { keyPolicy: policyOf(allow({ Condition })) })).toBe(
        expected,
      );
    },
  );

  it('does not reveal the condition keys of the key policy', () => {
    const keyPolicy = policyOf(
      root,
      allow({
        ...{ Effect: 'Deny', Principal: '*' },
        Condition: { StringNotEquals: { 'aws:PrincipalOrgID': 'o-1' } },
      }),
    );
    expect(ask([], { keyPolicy })).toBe('open: ');
    const answer = keyDecisionOf(
      { ...request(QUEUE), identityPolicies: own({}) },
      found({
        ...{ keyArn: KEY, bucketKey: false, keyPolicy },
        keyGrants: found([]),
      }),
    );
    if (answer?.state !== 'denied') throw new Error('It is not denied.');
    const told = resultWith({ ...answer.result, layers: [] }, answer);
    expect(JSON.stringify(told)).not.toContain('PrincipalOrgID');
  });
});

describe('RCPs for a KMS key', () => {
  const OTHER = '444455556666';
  const TOPIC = `arn:aws:sns:eu-west-1:${HOME}:orders`;
  const BUCKET = 'arn:aws:s3:::orders/a';
  const denying = organizationWith(
    {},
    {
      resourceControl: {
        state: 'read',
        levels: [
          {
            ...{ kind: 'account', id: HOME, name: 'prod' },
            policies: [
              organizationPolicy('no keys', {
                ...{ Effect: 'Deny', Principal: '*' },
                ...{ Action: 'kms:*', Resource: '*' },
              }),
            ],
          },
        ],
      },
    },
  );
  const open = organizationWith();
  const unread = organizationWith(
    {},
    { resourceControl: { state: 'not-read', reason: 'No.' } },
  );
  const ask = (
    [action, resource]: [string, string],
    keyAccount: string,
    organizations: Record<string, typeof open>,
  ) => {
    const controlsFor = organizationControls(id => organizations[id]);
    const answer = keyDecisionOf(
      {
        ...request(resource),
        ...controlsFor(ROLE_ARN, { action, resource }),
        ...{ action, identityPolicies: own({}), context: {} },
      },
      found({
        ...{ keyArn: KEY.replace(HOME, keyAccount), bucketKey: false },
        keyPolicy: policyOf(allow()),
        keyGrants: found([]),
      }),
      { controlsFor },
    );
    return answer?.state === 'denied' ? answer.result.decision : answer;
  };
  const get: [string, string] = ['s3:GetObject', BUCKET];

  it('apply to KMS even if the service of the resource does not support them', () => {
    expect(ask(['sns:Publish', TOPIC], HOME, { [HOME]: denying })).toBe(
      'ExplicitlyDenied',
    );
  });

  it('come from the account of the key', () => {
    const theirs = { [HOME]: open, [OTHER]: denying };
    expect(ask(get, OTHER, theirs)).toBe('ExplicitlyDenied');
    const ours = { [HOME]: denying, [OTHER]: open };
    expect(ask(get, OTHER, ours)).toBeUndefined();
  });

  it('are unknown when those of the account of the key were not read', () => {
    expect(ask(get, OTHER, { [HOME]: open, [OTHER]: unread })).toEqual({
      ...{ state: 'unread', reason: 'No.' },
    });
  });

  it('are not reported as unknown twice for the same reason', () => {
    const unknownKey = { state: 'unread' as const, reason: 'No.' };
    const reading = { layer: 'resource-control', state: 'not-read' } as const;
    expect(
      keySentence(unknownKey, QUEUE, [{ ...reading, reason: 'No.' }]),
    ).toBe('');
    expect(
      keySentence(unknownKey, QUEUE, [{ ...reading, reason: 'Theirs.' }]),
    ).toBe(
      ' Whether the role can use the KMS key of the resource is not known: No.',
    );
  });
});
