import type { Statement } from '@backstage-irsa/iam-policy';
import { observedDocument, ROLE_ARN } from '../../__testUtils__/observed';
import { NO_ENDPOINTS } from '../../__testUtils__/vpcEndpoints';
import { absent, found, unknown } from '../../model/observation';
import type { ResourcePolicyReading } from '../../model/observedDocument';
import type { PolicySet } from '../policySet';
import { simulate, type SimulatedRole } from './simulate';

const ownBucket = '111122223333';
const OBJECT = 'arn:aws:s3:::orders/invoice.pdf';
const ID = 'AROA0123456789ABCDEF';
const ALLOW: Statement = { Effect: 'Allow', Action: 's3:*', Resource: '*' };
const ANY_DENY: Statement = { Effect: 'Deny', Action: '*', Resource: '*' };
const denyBut = (...AWS: string[]): Statement => ({
  ...ANY_DENY,
  NotPrincipal: { AWS },
});
const SESSION = 'arn:aws:sts::111122223333:assumed-role/orders-0a1b2c3d4e/app';
const denyIf = (Condition: Statement['Condition']): Statement => ({
  ...{ Effect: 'Deny', Action: '*', Resource: '*', Condition },
});
const denyUnless = (key: string, ...values: string[]) =>
  denyIf({ StringNotLike: { [key]: values } });

const onHome = (Effect: Statement['Effect'], key: string): Statement => ({
  ...{ Effect, Action: 's3:*', Resource: `arn:aws:s3:::orders/\${${key}}` },
});
const offHome = (key: string): Statement => ({
  ...{ Effect: 'Deny', Action: '*' },
  NotResource: `arn:aws:s3:::orders/\${${key}}`,
});
const inOrganization = denyIf({
  StringNotEquals: { 'aws:ResourceOrgID': '${aws:PrincipalOrgID}' },
});
const PERIMETER = 'aws:ResourceOrgID and aws:PrincipalOrgID';

const setOf = (...Statement: Statement[]): PolicySet => ({
  policies: [
    {
      ...{ kind: 'inline', name: 'own', errors: [] },
      document: JSON.stringify({ Version: '2012-10-17', Statement }),
    },
  ],
  layers: [{ layer: 'identity', state: 'read' }],
});

const bucket = (...Statement: Statement[]): ResourcePolicyReading =>
  found(
    observedDocument({
      Version: '2012-10-17',
      Statement: Statement.map(one => ({
        ...(one.NotPrincipal === undefined && { Principal: '*' }),
        ...one,
      })),
    }),
  );

interface Asked {
  /** Whether the role's policies allow everything; true if absent. */
  isAllowed?: boolean;
  context?: Record<string, string>;
  own?: Statement[];
  policy?: ResourcePolicyReading;
  accountId?: string;
  role?: Partial<SimulatedRole>;
}

function ask(asked: Asked) {
  const { isAllowed = true, own = [], policy = bucket() } = asked;
  const { accountId, role, context } = asked;
  const [answer] = simulate(
    [{ action: 's3:GetObject', resource: OBJECT, context }],
    {
      arn: ROLE_ARN,
      id: ID,
      tags: { team: 'pay' },
      region: 'eu-west-1',
      ...role,
    },
    setOf(...(isAllowed ? [ALLOW] : []), ...own),
    {
      ...{ now: new Date('2026-11-24T12:00:00Z'), vpcEndpoints: NO_ENDPOINTS },
      resources: { [OBJECT]: { accountId, policy, encryption: absent() } },
    },
  );
  const { decision, unknownReason, summary, conditions } = answer;
  const { missingContext } = answer;
  const word =
    decision !== 'Allowed' && unknownReason !== undefined
      ? 'unknown'
      : decision;
  return { word, unknownReason, summary, conditions, missingContext };
}

describe('a denial', () => {
  it.each<[string, Asked, string]>([
    [
      'of all but this role, by its ID',
      { policy: bucket(denyUnless('aws:userid', `${ID}:*`, '111122223333')) },
      'Allowed',
    ],
    [
      'of all but another role, by its ID',
      { policy: bucket(denyUnless('aws:userid', 'AROAOTHER:*')) },
      'ExplicitlyDenied',
    ],
    [
      'of all but one session of this role',
      { policy: bucket(denyUnless('aws:userid', `${ID}:app`)) },
      'unknown',
    ],
    [
      'of all but sessions with one name',
      { policy: bucket(denyUnless('aws:userid', '*:app')) },
      'unknown',
    ],
    [
      'of all but one session of this role, named as principal',
      { policy: bucket(denyBut(SESSION, ROLE_ARN, ownBucket)) },
      'unknown',
    ],
    [
      'of all but this role and its account, without its sessions',
      { policy: bucket(denyBut(ROLE_ARN, ownBucket)) },
      'ExplicitlyDenied',
    ],
    [
      'of a session of another role',
      {
        policy: bucket(
          {
            ...ANY_DENY,
            Principal: { AWS: `${SESSION.replace('/app', '')}-2/app` },
          },
          denyUnless('aws:userid', `${ID}:*`),
        ),
      },
      'Allowed',
    ],
    [
      'of the ID of this role, with the key in another letter case',
      { own: [denyIf({ StringLike: { 'aws:userId': `${ID}:*` } })] },
      'ExplicitlyDenied',
    ],
    [
      'of other organizations, when no organization was read',
      { policy: bucket(denyUnless('aws:PrincipalOrgID', 'o-1')) },
      'unknown',
    ],
    [
      'of calls without temporary credentials',
      { own: [denyIf({ Null: { 'aws:TokenIssueTime': 'true' } })] },
      'Allowed',
    ],
    [
      'of sessions issued before a past date',
      {
        own: [
          denyIf({
            DateLessThan: { 'aws:TokenIssueTime': '2026-11-01T00:00:00Z' },
          }),
        ],
      },
      'Allowed',
    ],
    [
      'of sessions issued before a future date',
      {
        own: [
          denyIf({
            DateLessThan: { 'aws:TokenIssueTime': '2027-11-01T00:00:00Z' },
          }),
        ],
      },
      'ExplicitlyDenied',
    ],
    [
      'of resources of other accounts, when the bucket owner is unknown',
      {
        own: [denyUnless('aws:ResourceAccount', ownBucket)],
        ...{ policy: unknown('No.'), accountId: undefined },
      },
      'unknown',
    ],
    [
      'of resources of other accounts, for a bucket of the allowed account',
      {
        own: [denyUnless('aws:ResourceAccount', ownBucket)],
        accountId: ownBucket,
      },
      'Allowed',
    ],
    [
      'of other VPC endpoints',
      { own: [denyUnless('aws:SourceVpce', 'vpce-1')] },
      'unknown',
    ],
    [
      'of other VPC endpoints, with another Deny of everything',
      { own: [denyUnless('aws:SourceVpce', 'vpce-1'), denyIf(undefined)] },
      'ExplicitlyDenied',
    ],
    [
      'of principals without a tag that the role does not have',
      { own: [denyUnless('aws:PrincipalTag/cost', '1')] },
      'ExplicitlyDenied',
    ],
    [
      'of principals without a tag, when the tags of the role are unknown',
      {
        own: [denyUnless('aws:PrincipalTag/cost', '1')],
        role: { openTags: 'all' },
      },
      'unknown',
    ],
    [
      'of principals without MFA, which no role has',
      {
        own: [
          denyIf({ BoolIfExists: { 'aws:MultiFactorAuthPresent': 'false' } }),
        ],
      },
      'ExplicitlyDenied',
    ],
    [
      'of other pods',
      {
        own: [denyUnless('aws:PrincipalTag/kubernetes-pod-name', 'orders-1')],
        role: { openTags: ['kubernetes-pod-name'] },
      },
      'unknown',
    ],
  ])('%s', (_, asked, word) => {
    expect(ask({ accountId: ownBucket, ...asked })).toMatchObject({ word });
  });

  it.each<[string, Asked, string, string]>([
    [
      'of resources of other organizations',
      { own: [inOrganization] },
      'unknown',
      PERIMETER,
    ],
    [
      'of resources of other organizations, when that of the resource is given',
      { own: [inOrganization], context: { 'aws:resourceOrgId': 'o-1' } },
      'unknown',
      'aws:PrincipalOrgID',
    ],
    [
      'of all but the home of an identity',
      { own: [offHome('aws:SourceIdentity')] },
      'unknown',
      'aws:SourceIdentity',
    ],
    [
      'of all but the home of an identity, in the policy of the bucket',
      { policy: bucket(offHome('aws:SourceIdentity')) },
      'unknown',
      'aws:SourceIdentity',
    ],
    [
      'of all but the home of a tag that the role does not have',
      { own: [offHome('aws:PrincipalTag/home')] },
      'ExplicitlyDenied',
      'aws:PrincipalTag/home',
    ],
    [
      'of the home of an identity',
      { own: [onHome('Deny', 'aws:SourceIdentity')] },
      'Allowed',
      'aws:SourceIdentity',
    ],
  ])(
    'that depends on a policy variable without a value: %s',
    (_, asked, word, keys) => {
      const answer = ask({ accountId: ownBucket, ...asked });
      expect(answer.word).toBe(word);
      expect(answer.summary).toContain(
        `depend${word === 'Allowed' ? '' : 's'} on ${keys}, not given.`,
      );
      expect(answer.missingContext).toEqual(keys.split(' and ').sort());
    },
  );

  it('that depends on a condition key names the key, but not the value that the resource policy requires', () => {
    const asked = {
      policy: bucket(denyUnless('aws:PrincipalOrgID', 'o-secret')),
      accountId: ownBucket,
    };
    const { unknownReason, summary } = ask(asked);
    expect(unknownReason).toBe(
      'That depends on aws:PrincipalOrgID, not given.',
    );
    expect(summary).toBe(
      'Unknown: Statement 1 of the policy of the resource denies it. That depends on aws:PrincipalOrgID, not given.',
    );
  });

  it('is certain when no other statement allows the action', () => {
    const [answer] = simulate(
      [{ action: 'ec2:StopInstances', resource: '*' }],
      { arn: ROLE_ARN, tags: {} },
      setOf(denyUnless('aws:SourceVpce', 'vpce-1')),
      { now: new Date(), vpcEndpoints: NO_ENDPOINTS },
    );
    expect(answer).toMatchObject({ decision: 'ExplicitlyDenied' });
    expect(answer.unknownReason).toBeUndefined();
  });
});

it.each<[string, Statement]>([
  ['a service', { ...ALLOW, Principal: { Service: 'sns.amazonaws.com' } }],
  [
    'calls from another organization',
    {
      ...ALLOW,
      Condition: { StringEquals: { 'aws:PrincipalOrgID': 'o-2' } },
    },
  ],
])(
  'the conditions of the own policies suffice if the bucket policy allows only %s',
  (_, statement) => {
    const Condition = { StringEquals: { 'aws:SourceVpce': 'vpce-1' } };
    const asked = {
      ...{ isAllowed: false, own: [{ ...ALLOW, Condition }] },
      ...{ accountId: ownBucket, policy: bucket(statement) },
      context: { 'aws:PrincipalOrgID': 'o-1' },
    };
    expect(ask(asked)).toMatchObject({
      conditions: ['only when aws:SourceVpce is vpce-1'],
      missingContext: ['aws:SourceVpce'],
    });
  },
);

describe('an allowed resource', () => {
  const askFor = (key: string, context?: Record<string, string>) =>
    ask({
      ...{ isAllowed: false, own: [onHome('Allow', key)] },
      ...{ accountId: ownBucket, context },
    });

  it.each(['aws:SourceIdentity', 'aws:userid'])(
    'that is named by a policy variable without a value is a condition: %s',
    key => {
      const only = `only when the resource matches arn:aws:s3:::orders/\${${key}}`;
      expect(askFor(key)).toMatchObject({
        word: 'ImplicitlyDenied',
        conditions: [only],
        summary: `Allowed by the role's policies ${only}.`,
        missingContext: [key],
      });
      expect(askFor(key, { [key]: 'invoice.pdf' }).word).toBe('Allowed');
    },
  );

  it.each(['aws:username', 'aws:PrincipalTag/home'])(
    'that is named by a variable that no call of a pod has is denied: %s',
    key => {
      const { conditions, summary } = askFor(key);
      expect(conditions).toBeUndefined();
      expect(summary).toMatch(
        /^Denied: .*, and aws:\S+ is not in the request\.$/,
      );
    },
  );
});
