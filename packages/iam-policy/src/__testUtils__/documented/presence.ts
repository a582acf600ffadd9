import type { ConditionTable } from './types';

const page = 'IAM JSON policy elements: Condition operators';

export const presenceTables: ConditionTable[] = [
  {
    family: 'Null',
    page,
    says: "In the policy statement, use either true (the key doesn't exist — it is null) or false (the key exists and its value is not null).",
    rows: [
      ['Null', 'true', undefined, true],
      ['Null', 'true', 'x', false],
      ['Null', 'false', 'x', true],
      ['Null', 'false', undefined, false],
      ['Null', true, undefined, true],
      ['Null', 'true', [], true],
      ['Null', 'false', [], false],
    ],
  },
  {
    family: 'Null',
    page: 'Single-valued vs. multivalued context keys',
    says: 'To prevent missing context keys or context keys with empty values from evaluating to true, you can include the Null condition operator in your policy with a false value to check if the context key exists and its value is not null.',
    rows: [
      ['Null', 'false', [''], false],
      ['Null', 'true', ['', ''], true],
      ['Null', 'false', ['', 'x'], true],
    ],
  },
  {
    family: 'Null',
    page: 'Walkthrough: Controlling access to a bucket with user policies',
    says: 'If the request includes the prefix parameter with a null value, the expression will evaluate to true, and so the entire Condition will evaluate to true.',
    rows: [
      ['Null', 'false', '', true],
      ['Null', 'true', '', false],
      ['StringNotLike', ['Development/*', ''], '', false],
    ],
  },
  {
    family: 'IfExists',
    page,
    says: 'If the policy key is present in the context of the request, process the key as specified in the policy.',
    rows: [
      ['StringEqualsIfExists', 'a', 'a', true],
      ['StringEqualsIfExists', 'a', 'b', false],
      ['StringNotEqualsIfExists', 'a', 'a', false],
      ['NumericLessThanEqualsIfExists', '3', '4', false],
      ['StringLikeIfExists', ['t1.*', 't2.*', 'm3.*'], 't2.micro', true],
      ['StringLikeIfExists', ['t1.*', 't2.*', 'm3.*'], 'x1.large', false],
    ],
  },
  {
    family: 'IfExists',
    page,
    says: 'If the key is not present, evaluate the condition element as true.',
    rows: [
      ['StringEqualsIfExists', 'a', undefined, true],
      ['StringLikeIfExists', 'a*', undefined, true],
      ['NumericLessThanEqualsIfExists', '3', undefined, true],
      ['BoolIfExists', 'false', undefined, true],
      ['BinaryEqualsIfExists', 'QQ==', undefined, true],
      ['IpAddressIfExists', '10.0.0.0/8', undefined, true],
      ['ArnLikeIfExists', 'arn:aws:iam::*:*', undefined, true],
      ['DateLessThanIfExists', '2026-01-01', undefined, true],
    ],
  },
  {
    family: 'IfExists',
    page,
    says: 'If you are using an "Effect": "Deny" element with a negated condition operator like StringNotEqualsIfExists, the request is still denied even if the tag is missing.',
    rows: [['StringNotEqualsIfExists', 'a', undefined, true]],
  },
];
