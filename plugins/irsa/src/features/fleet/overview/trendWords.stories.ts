import { trendWords } from './trendWords';

const on = (day: number, value: number) => ({
  at: new Date(Date.UTC(2026, 10, day)).toISOString(),
  value,
});

describe('trendWords', () => {
  it.each([
    ['nothing', [], { change: 'none', from: 0, to: 0, days: 0 }],
    ['one day', [on(1, 4)], { change: 'none', from: 0, to: 0, days: 0 }],
    [
      'a rise',
      [on(1, 4), on(2, 9), on(4, 6)],
      { change: 'up', from: 4, to: 6, days: 3 },
    ],
    [
      'a fall',
      [on(1, 4), on(2, 1)],
      { change: 'down', from: 4, to: 1, days: 1 },
    ],
    [
      'no change in all',
      [on(1, 4), on(2, 9), on(30, 4)],
      { change: 'same', from: 4, to: 4, days: 29 },
    ],
  ])('tells of %s', (_name, points, words) => {
    expect(trendWords(points)).toEqual(words);
  });
});
