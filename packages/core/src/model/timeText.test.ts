import { timeText } from './timeText';

it.each([
  [
    'drops the milliseconds',
    '2026-11-27T10:15:22.123Z',
    '2026-11-27 10:15:22 UTC',
  ],
  [
    'converts another time zone',
    '2026-11-27T10:15:22+02:00',
    '2026-11-27 08:15:22 UTC',
  ],
  ['keeps text that is not a time', 'yesterday', 'yesterday'],
])('%s', (_, time, text) => {
  expect(timeText(time)).toBe(text);
});
