import { timeAgo } from './timeAgo';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

describe('timeAgo', () => {
  it.each([
    [-5 * SECOND, 'now', 0],
    [0, 'now', 0],
    [MINUTE - 1, 'now', 0],
    [MINUTE, 'minutes', 1],
    [HOUR - 1, 'minutes', 59],
    [HOUR, 'hours', 1],
    [DAY - 1, 'hours', 23],
    [DAY, 'days', 1],
    [40 * DAY, 'days', 40],
  ])('of %i ms is %s, %i', (elapsed, unit, count) => {
    const now = Date.UTC(2026, 10, 24);
    expect(timeAgo(now - elapsed, now)).toEqual({ unit, count });
  });
});
