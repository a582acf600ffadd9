import type { ConditionTable } from './types';

const family = 'ARN';
const page = 'IAM JSON policy elements: Condition operators';
const TOPIC = 'arn:aws:sns:eu-west-1:111122223333:t';

export const arnTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'Case-sensitive matching of the ARN.',
    rows: [
      ['ArnEquals', TOPIC, TOPIC, true],
      [
        'ArnLike',
        'arn:aws:iam::111122223333:role/Admin',
        'arn:aws:iam::111122223333:role/admin',
        false,
      ],
    ],
  },
  {
    family,
    page,
    says: 'Each of the six colon-delimited components of the ARN is checked separately and each can include multi-character match wildcards (*) or single-character match wildcards (?).',
    rows: [
      ['ArnLike', 'arn:aws:sns:*:t', TOPIC, false],
      ['ArnLike', 'arn:aws:sns:*:*:t', TOPIC, true],
      [
        'ArnLike',
        'arn:aws:iam::1111*:role/a?b',
        'arn:aws:iam::111122223333:role/axb',
        true,
      ],
      [
        'ArnLike',
        'arn:aws:logs:*:*:log-group:*',
        'arn:aws:logs:eu-west-1:1:log-group:/a:b',
        true,
      ],
    ],
  },
  {
    family,
    page,
    says: 'With an ArnLike condition, which matches elements between colons, the match fails.',
    rows: [
      [
        'ArnLike',
        'arn:aws:someservice:*:111122223333:finance/*',
        'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
        false,
      ],
      [
        'StringLike',
        'arn:aws:someservice:*:111122223333:finance/*',
        'arn:aws:someservice:us-east-2:999999999999:store/abc:111122223333:finance/document.txt',
        true,
      ],
    ],
  },
  {
    family,
    page,
    says: 'The ArnEquals and ArnLike condition operators behave identically.',
    rows: [
      ['ArnEquals', 'arn:aws:sns:*:111122223333:*', TOPIC, true],
      ['ArnLike', 'arn:aws:sns:*:111122223333:*', TOPIC, true],
    ],
  },
  {
    family,
    page,
    says: 'Negated matching for ARN.',
    rows: [
      [
        'ArnNotLike',
        'arn:aws:iam::*:role/a',
        'arn:aws:iam::111122223333:role/b',
        true,
      ],
      [
        'ArnNotEquals',
        'arn:aws:iam::*:role/b',
        'arn:aws:iam::111122223333:role/b',
        false,
      ],
    ],
  },
  {
    family,
    page,
    says: 'If an IAM user attempts to perform this operation directly, the condition returns false and the request is implicitly denied by this statement.',
    rows: [
      ['ArnEquals', TOPIC, undefined, false],
      ['ArnLike', 'arn:aws:iam::*:*', undefined, false],
    ],
  },
  {
    family,
    page,
    says: 'If the policy condition requires that the key is not matched, such as StringNotLike or ArnNotLike, and the right key is not present, the condition is true.',
    rows: [['ArnNotLike', 'arn:aws:iam::*:*', undefined, true]],
  },
];
