import type { ConditionBlock } from '../document/types';
import { certaintyOf, jointCertainty } from './certainty';
import { compileConditions } from './condition';
import { wordsOf } from './words';

const known = {
  now: new Date('2026-06-01T12:00:00Z'),
  context: { 'aws:principalisawsservice': 'false' },
};

const CALLER = 'aws:PrincipalIsAWSService';

const words = (block: ConditionBlock) =>
  compileConditions(block, true).map(condition =>
    wordsOf(condition, certaintyOf(condition, known)),
  );

describe('wordsOf', () => {
  it.each<[string, string, string | string[] | boolean | number, string]>([
    ['StringEquals', 'aws:SourceVpc', 'vpc-1', 'when aws:SourceVpc is vpc-1'],
    [
      'StringEquals',
      'aws:SourceVpc',
      ['vpc-1', 'vpc-2', 'vpc-3'],
      'when aws:SourceVpc is vpc-1, vpc-2 or vpc-3',
    ],
    [
      'StringNotEquals',
      'aws:SourceVpc',
      ['a', 'b'],
      'when aws:SourceVpc is not a or b, or is absent',
    ],
    [
      'StringEqualsIfExists',
      'aws:SourceVpc',
      'a',
      'when aws:SourceVpc is a, or is absent',
    ],
    ['StringEquals', '__proto__', 'a', 'when __proto__ is a'],
    ['StringEquals', 'constructor', 'a', 'when constructor is a'],
    ['StringEquals', 'a:b', '', 'when a:b is empty'],
    ['StringEquals', 'a:b', [], 'when a:b is nothing (never)'],
    ['StringEqualsIgnoreCase', 'a:b', 'x', 'when a:b is (ignoring case) x'],
    ['StringLike', 's3:prefix', 'in/*', 'when s3:prefix matches in/*'],
    [
      'StringNotLike',
      's3:prefix',
      'in/*',
      'when s3:prefix does not match in/*, or is absent',
    ],
    ['NumericLessThan', 's3:max-keys', 10, 'when s3:max-keys is less than 10'],
    [
      'NumericGreaterThanEquals',
      's3:max-keys',
      '10',
      'when s3:max-keys is at least 10',
    ],
    ['NumericNotEquals', 'a:b', '1', 'when a:b is not 1, or is absent'],
    ['DateLessThan', 'aws:CurrentTime', '2027-01-01', 'before 2027-01-01'],
    [
      'DateLessThan',
      'aws:CurrentTime',
      '2024-01-01T00:00:00Z',
      'before 2024-01-01 (in the past: never)',
    ],
    [
      'DateGreaterThan',
      'aws:CurrentTime',
      '2024-01-01T09:30:00Z',
      'after 2024-01-01 09:30 UTC (in the past: always)',
    ],
    [
      'NumericLessThanEquals',
      'aws:EpochTime',
      '1704067200',
      'until 2024-01-01 (in the past: never)',
    ],
    [
      'DateGreaterThan',
      'aws:TokenIssueTime',
      '2026-05-01',
      'with credentials issued after 2026-05-01',
    ],
    [
      'DateGreaterThanEquals',
      'a:b',
      '2026-05-01',
      'when a:b is not before 2026-05-01',
    ],
    ['Bool', 'aws:MultiFactorAuthPresent', true, 'with MFA'],
    ['BoolIfExists', 'aws:MultiFactorAuthPresent', 'false', 'without MFA'],
    [
      'BoolIfExists',
      'aws:MultiFactorAuthPresent',
      'true',
      'when aws:MultiFactorAuthPresent is true, or is absent',
    ],
    ['Bool', 'aws:SecureTransport', 'false', 'without TLS'],
    ['Bool', 'aws:ViaAWSService', 'true', 'through an AWS service'],
    [
      'Bool',
      'aws:PrincipalIsAWSService',
      'true',
      'when aws:PrincipalIsAWSService is true (never)',
    ],
    ['BinaryEquals', 'a:b', 'AQI=', 'when a:b is the binary value AQI='],
    ['IpAddress', 'aws:SourceIp', '10.0.0.0/8', 'from 10.0.0.0/8'],
    [
      'IpAddress',
      'aws:SourceIp',
      ['10.0.0.0/8', '192.0.2.1'],
      'when aws:SourceIp is in 10.0.0.0/8 or 192.0.2.1',
    ],
    [
      'NotIpAddress',
      'aws:SourceIp',
      '10.0.0.0/8',
      'when aws:SourceIp is not in 10.0.0.0/8, or is absent',
    ],
    [
      'ArnLike',
      'aws:SourceArn',
      'arn:aws:sns:*:*:t',
      'when aws:SourceArn matches arn:aws:sns:*:*:t',
    ],
    ['Null', 'a:b', 'true', 'when a:b is absent'],
    ['Null', 'a:b', false, 'when a:b is present'],
    [
      'Null',
      'a:b',
      ['true', 'false'],
      'whether or not a:b is present (always)',
    ],
    [
      'ForAllValues:StringEquals',
      'aws:TagKeys',
      ['team', 'env'],
      'when every value of aws:TagKeys is team or env, or there is none',
    ],
    [
      'ForAnyValue:StringLike',
      'aws:TagKeys',
      'team*',
      'when a value of aws:TagKeys matches team*',
    ],
    ['StringEquals', 'aws:RequestedRegion', 'eu-west-1', 'in eu-west-1'],
  ])('%s %s %j: %s', (operator, key, value, expected) => {
    expect(words({ [operator]: { [key]: value } })).toEqual([expected]);
  });

  it('shortens a long list of values', () => {
    const values = Array.from({ length: 15 }, (_, index) => `v${index}`);
    expect(words({ StringEquals: { 'a:b': values } })).toEqual([
      'when a:b is v0, v1, v2, v3, v4, v5, v6, v7, v8, v9 or 5 more',
    ]);
  });
});

describe('jointCertainty', () => {
  it.each<[string, ConditionBlock, string]>([
    ['no conditions', {}, 'always'],
    ['a value', { StringEquals: { 'a:b': 'x' } }, 'depends'],
    [
      'an empty list for StringEquals',
      { StringEquals: { 'a:b': [] } },
      'never',
    ],
    [
      'an empty list for StringNotEquals',
      { StringNotEquals: { 'a:b': [] } },
      'depends',
    ],
    [
      'a past and a future end date',
      { DateLessThan: { 'aws:CurrentTime': ['2020-01-01', '2030-01-01'] } },
      'depends',
    ],
    [
      'a future start date',
      { DateGreaterThan: { 'AWS:currenttime': '2030-01-01' } },
      'depends',
    ],
    [
      'a past start date and a future end date',
      {
        DateGreaterThan: { 'aws:CurrentTime': '2020-01-01' },
        DateLessThan: { 'aws:CurrentTime': '2030-01-01' },
      },
      'depends',
    ],
    [
      'credentials issued before today',
      { DateLessThan: { 'aws:TokenIssueTime': '2026-06-01' } },
      'depends',
    ],
    [
      'credentials issued before last week',
      { DateLessThan: { 'aws:TokenIssueTime': '2026-05-25' } },
      'never',
    ],
    [
      'credentials issued before last week, with IfExists',
      { DateLessThanIfExists: { 'aws:TokenIssueTime': '2026-05-25' } },
      'depends',
    ],
    ['an invalid number', { NumericEquals: { 'a:b': 'x' } }, 'never'],
    ['an invalid date', { DateEquals: { 'a:b': 'x' } }, 'never'],
    ['an invalid address', { IpAddress: { 'a:b': 'x' } }, 'never'],
    ['an invalid boolean', { Bool: { 'a:b': 'yes' } }, 'never'],
    [
      'an invalid address with IfExists',
      { IpAddressIfExists: { 'a:b': 'x' } },
      'depends',
    ],
    [
      'a key that is absent and equal',
      { Null: { 'a:b': 'true' }, StringEquals: { 'A:B': 'x' } },
      'never',
    ],
    [
      'a key that is absent, and equal if present',
      { Null: { 'a:b': 'true' }, StringEqualsIfExists: { 'a:b': 'x' } },
      'depends',
    ],
    [
      'a key that is present and equal',
      { Null: { 'a:b': 'false' }, StringEquals: { 'a:b': 'x' } },
      'depends',
    ],
    [
      'a key with wanted values that have none in common',
      { StringEquals: { 'a:b': ['x', 'y'] }, StringLike: { 'a:b': 'z*' } },
      'never',
    ],
    [
      'a key with wanted values that have one in common',
      { StringEquals: { 'a:b': ['x', 'zz'] }, StringLike: { 'a:b': 'z*' } },
      'depends',
    ],
    [
      'a policy variable',
      { StringEquals: { 'a:b': '${c:d}' }, StringLike: { 'a:b': 'z*' } },
      'depends',
    ],
    [
      'a policy variable with a known value',
      { StringEquals: { [CALLER]: `\${${CALLER}}` } },
      'always',
    ],
    [
      'a policy variable that cannot matter',
      { StringNotLike: { [CALLER]: 'team-${c:d}' } },
      'always',
    ],
    [
      'a policy variable that can matter, with a default value',
      { StringEquals: { [CALLER]: "${c:d, 'true'}" } },
      'depends',
    ],
    ['an escaped character', { StringLike: { [CALLER]: 'fals${?}' } }, 'never'],
    [
      'number ranges that do not overlap',
      { NumericLessThan: { 'a:b': 3 }, NumericGreaterThan: { 'a:b': 5 } },
      'never',
    ],
    [
      'number ranges that overlap',
      { NumericLessThan: { 'a:b': 5 }, NumericGreaterThan: { 'a:b': 4 } },
      'depends',
    ],
    [
      'number ranges with one number in common',
      {
        NumericLessThanEquals: { 'a:b': 5 },
        NumericGreaterThanEquals: { 'a:b': 5 },
      },
      'depends',
    ],
    [
      'a caller that is not an AWS service',
      { Bool: { 'aws:PrincipalIsAWSService': 'false' } },
      'always',
    ],
  ])('is determined for %s', (_what, block, expected) => {
    expect(jointCertainty(compileConditions(block, true), known)).toBe(
      expected,
    );
  });

  it('takes policy variables in documents of version 2008-10-17 as text', () => {
    const block = {
      StringEquals: { 'a:b': '${c:d}' },
      StringLike: { 'a:b': 'z*' },
    };
    expect(jointCertainty(compileConditions(block, false), known)).toBe(
      'never',
    );
  });
});
