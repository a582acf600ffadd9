import fc from 'fast-check';
import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import { sameDocument } from './sameDocument';

const base: PolicyDocument = {
  Version: '2012-10-17',
  Statement: [
    {
      Effect: 'Allow',
      Action: ['s3:GetObject', 's3:PutObject'],
      Resource: 'arn:aws:s3:::a/*',
    },
    {
      Effect: 'Allow',
      Action: 's3:ListBucket',
      Resource: ['arn:aws:s3:::a'],
      Condition: { StringEquals: { 'aws:PrincipalTag/a': ['x', 'y'] } },
    },
  ],
};
const [first, second] = base.Statement as Statement[];

it.each<[string, PolicyDocument, boolean]>([
  ['itself', base, true],
  [
    'statements in another order',
    { ...base, Statement: [second, first] },
    true,
  ],
  [
    'actions in another order and letter case',
    {
      ...base,
      Statement: [
        { ...first, Action: ['s3:putobject', 's3:GetObject'] },
        second,
      ],
    },
    true,
  ],
  [
    'lists instead of single texts',
    {
      ...base,
      Statement: [
        first,
        { ...second, Action: ['s3:ListBucket'], Resource: 'arn:aws:s3:::a' },
      ],
    },
    true,
  ],
  [
    'values of a condition in another order',
    {
      ...base,
      Statement: [
        first,
        {
          ...second,
          Condition: { StringEquals: { 'aws:PrincipalTag/a': ['y', 'x'] } },
        },
      ],
    },
    true,
  ],
  [
    'an additional Sid',
    { ...base, Statement: [{ Sid: 'A', ...first }, second] },
    true,
  ],
  [
    'keys in another order',
    { Statement: base.Statement, Version: '2012-10-17' },
    true,
  ],
  [
    'an additional action',
    {
      ...base,
      Statement: [
        {
          ...first,
          Action: ['s3:GetObject', 's3:PutObject', 's3:DeleteObject'],
        },
        second,
      ],
    },
    false,
  ],
  [
    'a resource in another letter case',
    {
      ...base,
      Statement: [{ ...first, Resource: 'arn:aws:s3:::A/*' }, second],
    },
    false,
  ],
  [
    'another effect',
    { ...base, Statement: [{ ...first, Effect: 'Deny' }, second] },
    false,
  ],
  ['one statement fewer', { ...base, Statement: [first] }, false],
  ['an older version', { ...base, Version: '2008-10-17' }, false],
  [
    'another operator',
    {
      ...base,
      Statement: [
        first,
        {
          ...second,
          Condition: { StringLike: { 'aws:PrincipalTag/a': ['x', 'y'] } },
        },
      ],
    },
    false,
  ],
])('compares a document and %s', (_, other, expected) => {
  expect(sameDocument(other, base)).toBe(expected);
  expect(sameDocument(base, other)).toBe(expected);
});

it('returns false without a document', () => {
  expect(sameDocument(undefined, base)).toBe(false);
});

it('ignores the order of actions', () => {
  const actions = ['s3:A', 's3:B', 's3:C', 's3:D'];
  fc.assert(
    fc.property(
      fc.shuffledSubarray(actions, { minLength: 4 }),
      fc.shuffledSubarray(actions, { minLength: 4 }),
      (a, b) => {
        const of = (Action: string[]): PolicyDocument => ({
          Statement: { Effect: 'Allow', Action, Resource: '*' },
        });
        expect(sameDocument(of(a), of(b))).toBe(true);
      },
    ),
  );
});
