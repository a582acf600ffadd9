import { loadCatalogue } from '@backstage-irsa/iam-policy/catalogue';
import type { IamServiceAccountSpec } from '../../model/types';
import { CLUSTER } from '../../__testUtils__/observed';
import { specOf } from '../../__testUtils__/specs';
import { isReduction } from './reduction';

const read = { service: 's3', access: 'read', resource: 'orders' };
const both = { service: 's3', access: 'read-write', resource: 'orders' };
const queue = { service: 'sqs', access: 'consume', resource: 'orders' };
const allow = (Action: string[], Resource: string) => ({
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action, Resource }],
});
/** A variable in a document of version 2012-10-17, otherwise literal text. */
const HOME = 'arn:aws:s3:::${aws:PrincipalTag/x}/*';
const old = ({ Statement }: ReturnType<typeof allow>) => ({ Statement });
const underCondition = (Version?: string) => ({
  ...(Version && { Version }),
  Statement: [
    {
      ...allow(['s3:GetObject'], '*').Statement[0],
      Condition: { StringEquals: { 'aws:SourceIdentity': '${aws:userid}' } },
    },
  ],
});
const MANAGED = 'arn:aws:iam::aws:policy/AmazonSQSReadOnlyAccess';

it.each<
  [
    string,
    Partial<IamServiceAccountSpec>,
    Partial<IamServiceAccountSpec>,
    boolean,
  ]
>([
  ['the same spec', {}, {}, true],
  ['another owner', {}, { owner: 'group:default/others' }, true],
  ['fewer grants', { grants: [both, queue] }, { grants: [queue] }, true],
  ['no grants', { grants: [both] }, { grants: [] }, true],
  ['a smaller grant', { grants: [both] }, { grants: [read] }, true],
  ['a larger grant', { grants: [read] }, { grants: [both] }, false],
  ['one more grant', { grants: [read] }, { grants: [read, queue] }, false],
  [
    'another resource',
    { grants: [read] },
    { grants: [{ ...read, resource: 'order' }] },
    false,
  ],
  [
    'fewer managed policies',
    { managedPolicyArns: [MANAGED] },
    { managedPolicyArns: [] },
    true,
  ],
  ['one more managed policy', {}, { managedPolicyArns: [MANAGED] }, false],
  [
    'a smaller document',
    { policyDocument: allow(['sqs:*'], 'arn:aws:sqs:*:*:orders-*') },
    {
      policyDocument: allow(
        ['sqs:SendMessage'],
        'arn:aws:sqs:*:*:orders-events',
      ),
    },
    true,
  ],
  [
    'a document with NotAction instead of an action',
    { policyDocument: allow(['sqs:SendMessage'], '*') },
    {
      policyDocument: {
        Version: '2012-10-17',
        Statement: [{ Effect: 'Allow', NotAction: ['s3:*'], Resource: '*' }],
      },
    },
    false,
  ],
  [
    'a document instead of a grant',
    { grants: [read] },
    {
      grants: [],
      policyDocument: allow(['s3:GetObject'], 'arn:aws:s3:::orders/a'),
    },
    true,
  ],
  [
    'a document instead of a managed policy, which is not read',
    { grants: [], managedPolicyArns: [MANAGED] },
    { grants: [], policyDocument: allow(['sqs:ListQueues'], '*') },
    false,
  ],
  [
    'a document whose resource becomes a variable',
    { policyDocument: old(allow(['s3:GetObject'], HOME)) },
    { policyDocument: allow(['s3:GetObject'], HOME) },
    false,
  ],
  [
    'a document of version 2008-10-17 whose condition becomes a variable',
    { policyDocument: underCondition('2008-10-17') },
    { policyDocument: underCondition('2012-10-17') },
    false,
  ],
  [
    'the same document without a version and fewer grants',
    { grants: [queue], policyDocument: underCondition() },
    { grants: [], policyDocument: underCondition() },
    true,
  ],
  [
    'a smaller document without a version',
    { policyDocument: old(allow(['s3:GetObject', 's3:PutObject'], HOME)) },
    { policyDocument: old(allow(['s3:GetObject'], HOME)) },
    true,
  ],
  ['another role', {}, { roleName: 'other' }, false],
  ['another account', {}, { accountId: '444455556666' }, false],
  ['another mechanism', {}, { mechanism: 'pod-identity' }, false],
  ['another entity', {}, { entityRef: 'component:default/other' }, false],
  ['an adoption', {}, { adopt: true }, false],
  ['no further adoption', { adopt: true }, {}, true],
  ['another namespace', {}, { namespace: 'other' }, false],
])('detects a reduction of access: %s', async (_, last, next, expected) => {
  const catalogue = await loadCatalogue();
  expect(
    isReduction(specOf(last), specOf(next), { catalogue, cluster: CLUSTER }),
  ).toBe(expected);
});
