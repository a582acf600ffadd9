import type { Statement } from '@backstage-irsa/iam-policy';
import { beyond } from '../findings/utils/extent';
import { policyExtent } from './policyExtent';

const allow = (
  Resource: string | string[],
  more: Partial<Statement> = {},
): Statement => ({
  Effect: 'Allow',
  Action: 's3:GetObject',
  Resource,
  ...more,
});
const [ONE, OTHER] = ['arn:aws:s3:::orders/*', 'arn:aws:s3:::carts/*'];
const CONDITION = {
  Condition: {
    StringEquals: { 'aws:SourceVpc': ['vpc-1', 'vpc-2'], 'aws:Via': 'a' },
  },
};

function extentOf(...Statement: Statement[]) {
  return policyExtent({ Version: '2012-10-17', Statement });
}

describe('policyExtent', () => {
  it('names each service on each resource, with what limits it', () => {
    const deny: Statement = { Effect: 'Deny', Action: '*', Resource: OTHER };
    expect(
      extentOf(
        allow([ONE, OTHER], { Action: ['s3:Get*', 'SQS:*'] }),
        allow('*', { ...CONDITION, Sid: 'All' }),
        { ...deny, Sid: 'Carts' },
      ).map(text => text.split('\n')),
    ).toEqual([
      [`s3 on ${ONE}`, JSON.stringify(deny)],
      [`s3 on ${OTHER}`, JSON.stringify(deny)],
      [`sqs on ${ONE}`, JSON.stringify(deny)],
      [`sqs on ${OTHER}`, JSON.stringify(deny)],
      [
        's3 on *',
        '{"operator":"StringEquals","key":"aws:SourceVpc","values":["vpc-1","vpc-2"]}',
        '{"operator":"StringEquals","key":"aws:Via","values":["a"]}',
        JSON.stringify(deny),
      ],
    ]);
  });

  it.each<[string, Statement[], Statement[]]>([
    ['a resource', [allow(ONE)], [allow([ONE, OTHER])]],
    ['all resources', [allow(ONE)], [allow('*')]],
    ['fewer exceptions', [notOn(ONE, OTHER)], [notOn(ONE)]],
    ['fewer conditions', [allow(ONE, CONDITION)], [allow(ONE)]],
    [
      'fewer Deny statements',
      [allow('*'), allow(ONE, { Effect: 'Deny' })],
      [allow('*')],
    ],
  ])('grows by %s, and shrinks without it', (_, before, after) => {
    const [small, large] = [extentOf(...before), extentOf(...after)];
    expect(beyond(large, small)).not.toEqual([]);
    expect(beyond(small, large)).toEqual([]);
  });
});

function notOn(...NotResource: string[]): Statement {
  return { Effect: 'Allow', Action: 's3:GetObject', NotResource };
}
