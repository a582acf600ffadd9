import type { ConditionBlock } from '@backstage-irsa/iam-policy';
import { contextType } from './contextType';

const policies = (Condition: ConditionBlock) => [
  {
    name: 'p',
    document: {
      Statement: {
        Effect: 'Allow' as const,
        Action: 's3:*',
        Resource: '*',
        Condition,
      },
    },
  },
];

describe('the type of a context key', () => {
  it.each<[ConditionBlock, string[], string]>([
    [{ NumericLessThanIfExists: { 'S3:Max-Keys': '10' } }, ['5'], 'numeric'],
    [{ Bool: { 's3:max-keys': 'true' } }, ['true'], 'boolean'],
    [{ NotIpAddress: { 's3:max-keys': '10.0.0.0/8' } }, ['10.1.1.1'], 'ip'],
    [
      { DateGreaterThan: { 's3:max-keys': '2026-01-01' } },
      ['2026-02-01'],
      'date',
    ],
    [{ BinaryEquals: { 's3:max-keys': 'QQ==' } }, ['QQ=='], 'binary'],
    [
      {
        Null: { 's3:max-keys': 'false' },
        NumericEquals: { 's3:max-keys': '1' },
      },
      ['1'],
      'numeric',
    ],
    [
      { 'ForAnyValue:StringLike': { 's3:max-keys': 'a*' } },
      ['a', 'b'],
      'stringList',
    ],
    [{ NumericEquals: { 's3:other': '1' } }, ['1'], 'string'],
  ])('is derived from %j', (condition, values, type) => {
    expect(contextType('s3:max-keys', values, policies(condition))).toBe(type);
  });
});
