import type { PolicyDocument, Statement } from '@backstage-irsa/iam-policy';
import fc from 'fast-check';
import {
  canCut,
  cutDocument,
  grantsService,
  namedServices,
} from './cutDocument';
import { statementsOf } from '../model/document';

const allow = (
  Action: string | string[],
  more: Partial<Statement> = {},
): Statement => ({ Effect: 'Allow', Action, Resource: '*', ...more });
const of = (...Statement: Statement[]): PolicyDocument => ({
  Version: '2012-10-17',
  Statement,
});
const cut = (
  document: PolicyDocument,
  drop: string[],
  actions: string[] = [],
) => cutDocument(document, { drop: new Set(drop), actions: new Set(actions) });

describe('a reduced document', () => {
  it.each([
    [
      'loses the statements of a service',
      of(allow('s3:GetObject'), allow(['sqs:SendMessage', 'sqs:*'])),
      of(allow('s3:GetObject')),
    ],
    [
      'loses a part of a statement, in any letter case',
      of(allow(['s3:GetObject', 'SQS:SendMessage'], { Sid: 'Both' })),
      of(allow(['s3:GetObject'], { Sid: 'Both' })),
    ],
    [
      'keeps Deny statements',
      of(allow('sqs:SendMessage'), { ...allow('sqs:*'), Effect: 'Deny' }),
      of({ ...allow('sqs:*'), Effect: 'Deny' }),
    ],
    [
      'keeps actions with a wildcard in the service',
      of(allow('s*:Get*')),
      of(allow('s*:Get*')),
    ],
    ['is undefined if no statement is left', of(allow('sqs:*')), undefined],
  ])('%s', (_, document, expected) => {
    expect(cut(document, ['sqs'])).toEqual(expected);
  });

  it('loses single actions', () => {
    const document = of(allow(['s3:GetObject', 's3:DeleteBucket', 's3:Put*']));
    expect(cut(document, [], ['s3:deletebucket', 's3:putobject'])).toEqual(
      of(allow(['s3:GetObject', 's3:Put*'])),
    );
  });

  it('never allows an action that it did not name before', () => {
    const action = fc.constantFrom(
      ...['s3:GetObject', 's3:*', 'sqs:SendMessage', 'sns:*', '*', 'S3:Put*'],
    );
    const statement = fc
      .array(action, { minLength: 1, maxLength: 5 })
      .map(actions => allow(actions));
    fc.assert(
      fc.property(
        fc.array(statement, { minLength: 1, maxLength: 4 }),
        fc.subarray(['s3', 'sqs', 'sns', 'ec2']),
        (statements, drop) => {
          const before = statements.flatMap(({ Action }) => Action ?? []);
          const left = cut(of(...statements), drop);
          const after = left
            ? statementsOf(left).flatMap(({ Action }) => Action ?? [])
            : [];
          const gone = before.filter(one =>
            drop.includes(one.split(':')[0].toLowerCase()),
          );
          expect(before).toEqual(expect.arrayContaining(after));
          expect(after).toHaveLength(before.length - gone.length);
        },
      ),
    );
  });
});

it.each([
  [allow('s3:*'), 's3', true, true],
  [allow('s3:*'), 'sqs', false, true],
  [allow('*'), 'sqs', true, false],
  [allow('s?s:Send*'), 'sqs', true, false],
  // A regular expression would backtrack for too long.
  [allow(`${'*'.repeat(80)}?:Get`), 'secretsmanager', true, false],
  [allow(`${'*'.repeat(80)}Q:Get`), 'secretsmanager', false, true],
  [allow('*', { Effect: 'Deny' }), 'sqs', false, true],
  [{ Effect: 'Allow', NotAction: 'iam:*', Resource: '*' }, 'sqs', true, false],
  [{ Effect: 'Allow', NotAction: 'sqs:*', Resource: '*' }, 'sqs', false, true],
] as [Statement, string, boolean, boolean][])(
  'decides for %j whether it grants %s, and whether that can be removed',
  (statement, service, grants, can) => {
    const document = of(statement);
    expect(grantsService(document, service)).toBe(grants);
    expect(canCut(document, service)).toBe(can);
  },
);

it('returns only services without a wildcard in their name', () => {
  expect(
    namedServices(
      of(allow(['S3:*', 's3:Get*', '*', 'sq?:Send']), allow('sns:*')),
    ),
  ).toEqual(['s3', 'sns']);
});
