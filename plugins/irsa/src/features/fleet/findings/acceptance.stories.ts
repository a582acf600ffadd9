import { acceptanceEnd, acceptanceErrors } from './acceptance';

describe('acceptanceErrors', () => {
  it.each([
    ['a valid reason and a valid number of days', 'a'.repeat(10), 1, {}],
    ['the longest reason and the most days', 'a'.repeat(1000), 90, {}],
    ['a reason of spaces only', ' '.repeat(20), 90, { reason: 'reasonShort' }],
    [
      'a reason that is too short',
      'a'.repeat(9),
      90,
      { reason: 'reasonShort' },
    ],
    [
      'a reason that is too long',
      'a'.repeat(1001),
      90,
      { reason: 'reasonLong' },
    ],
    ['zero days', 'a'.repeat(10), 0, { days: 'days' }],
    ['too many days', 'a'.repeat(10), 91, { days: 'days' }],
    ['a number of days that is NaN', 'a'.repeat(10), NaN, { days: 'days' }],
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
