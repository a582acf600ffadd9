import type { ConditionTable } from './types';

const family = 'date';
const page = 'IAM JSON policy elements: Condition operators';
const MIDNIGHT = '2026-01-01T00:00:00Z';

export const dateTables: ConditionTable[] = [
  {
    family,
    page,
    says: 'Matching a specific date',
    rows: [
      ['DateEquals', MIDNIGHT, MIDNIGHT, true],
      ['DateEquals', MIDNIGHT, '2026-01-01T01:00:00+01:00', true],
      ['DateEquals', MIDNIGHT, '2026-01-01T00:00:01Z', false],
    ],
  },
  {
    family,
    page,
    says: 'You must specify date/time values with one of the W3C implementations of the ISO 8601 date formats or in epoch (UNIX) time.',
    rows: [
      ['DateEquals', '1767225600', MIDNIGHT, true],
      ['DateGreaterThan', '2025', MIDNIGHT, true],
      ['DateEquals', '2026-01', MIDNIGHT, true],
      ['DateEquals', '2026-01-01', MIDNIGHT, true],
    ],
  },
  {
    family,
    page,
    says: 'Negated matching',
    rows: [
      ['DateNotEquals', '2026-01-01', '2026-01-02', true],
      ['DateNotEquals', '2026-01-01', '2026-01-01', false],
    ],
  },
  {
    family,
    page,
    says: 'Matching before a specific date and time',
    rows: [
      ['DateLessThan', MIDNIGHT, '2025-12-31T23:59:59Z', true],
      ['DateLessThan', MIDNIGHT, MIDNIGHT, false],
    ],
  },
  {
    family,
    page,
    says: 'Matching at or before a specific date and time',
    rows: [['DateLessThanEquals', MIDNIGHT, MIDNIGHT, true]],
  },
  {
    family,
    page,
    says: 'This condition specifies that the temporary security credentials used to make the request were issued in 2020.',
    rows: [
      ['DateGreaterThan', '2020-01-01T00:00:01Z', '2020-06-01T00:00:00Z', true],
      [
        'DateGreaterThan',
        '2020-01-01T00:00:01Z',
        '2019-06-01T00:00:00Z',
        false,
      ],
    ],
  },
  {
    family,
    page,
    says: 'Matching at or after a specific date and time',
    rows: [['DateGreaterThanEquals', '2026-01-01', MIDNIGHT, true]],
  },
  {
    family,
    page,
    says: 'The key is not present in AWS CLI, AWS API, or AWS SDK requests that are made using access keys.',
    rows: [['DateGreaterThan', '2020-01-01', undefined, false]],
  },
  {
    family,
    page,
    says: 'Wildcards are not permitted for date condition operators.',
    rows: [['DateEquals', '2026-*', MIDNIGHT, false]],
  },
];
