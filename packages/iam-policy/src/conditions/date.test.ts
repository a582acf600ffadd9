import { showDate } from './date';

describe('a formatted date', () => {
  it.each([
    ['a day', '2026-11-25', '2026-11-25'],
    ['a minute', '2026-11-25T12:30:00Z', '2026-11-25 12:30 UTC'],
    ['seconds since 1970', '1764028800', '2025-11-25'],
    ['seconds beyond any calendar', '9'.repeat(20), '9'.repeat(20)],
    ['seconds beyond any number', '9'.repeat(400), '9'.repeat(400)],
    ['a text that is not a date', 'soon', 'soon'],
  ])('shows %s', (_, text, shown) => {
    expect(showDate(text)).toBe(shown);
  });
});
