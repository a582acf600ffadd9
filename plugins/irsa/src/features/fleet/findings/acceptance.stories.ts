import { acceptanceEnd, acceptanceErrors } from './acceptance';

describe('acceptanceErrors', () => {
  it.each([
    ['a reason and a length that the API takes', 'a'.repeat(10), 1, {}],
    ['the longest', 'a'.repeat(1000), 90, {}],
    ['blanks only', ' '.repeat(20), 90, { reason: 'reasonShort' }],
    ['too short a reason', 'a'.repeat(9), 90, { reason: 'reasonShort' }],
    ['too long a reason', 'a'.repeat(1001), 90, { reason: 'reasonLong' }],
    ['no day', 'a'.repeat(10), 0, { days: 'days' }],
    ['too many days', 'a'.repeat(10), 91, { days: 'days' }],
    ['no number', 'a'.repeat(10), NaN, { days: 'days' }],
  ])('validates %s', (_name, reason, days, errors) => {
    expect(acceptanceErrors(reason, days)).toEqual(errors);
  });
});

describe('acceptanceEnd', () => {
  it('is the given number of whole days later', () => {
    const now = Date.parse('2026-12-01T10:00:00Z');
    expect(acceptanceEnd(now, 90).toISOString()).toBe(
      '2027-03-01T10:00:00.000Z',
    );
  });
});
