import { lastDays, recordedSince, trendRows, trendWords } from './trendWords';

const on = (day: number, value: number) => ({
  at: new Date(Date.UTC(2026, 10, day)).toISOString(),
  value,
});

describe('trendWords', () => {
  it.each([
    ['no data', [], { change: 'none', from: 0, to: 0, days: 0 }],
    [
      'data of only one day',
      [on(1, 4)],
      { change: 'none', from: 0, to: 0, days: 0 },
    ],
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
      'no overall change',
      [on(1, 4), on(2, 9), on(30, 4)],
      { change: 'same', from: 4, to: 4, days: 29 },
    ],
  ])('describes %s', (_name, points, words) => {
    expect(trendWords(points)).toEqual(words);
  });
});

describe('the trends of an overview', () => {
  const trends = {
    broken: [on(1, 4), on(2, 9), on(3, 6)],
    usesNodeRole: [on(2, 1), on(3, 2)],
    highFindings: [],
    unusedRoles: [on(3, 5)],
  };

  it('are limited to the most recent days', () => {
    expect(lastDays(trends, 2)).toEqual({
      ...trends,
      broken: [on(2, 9), on(3, 6)],
    });
  });

  it('say since when data was recorded, when that is a shorter period', () => {
    expect(recordedSince(trends, 3)).toBeUndefined();
    expect(recordedSince(trends, 7)).toEqual(new Date(on(1, 0).at));
    const none = { ...trends, broken: [], usesNodeRole: [], unusedRoles: [] };
    expect(recordedSince(none, 7)).toBeUndefined();
  });

  it('have one row for each day, the newest first', () => {
    expect(trendRows(trends)).toEqual([
      {
        id: on(3, 0).at,
        values: { broken: 6, usesNodeRole: 2, unusedRoles: 5 },
      },
      { id: on(2, 0).at, values: { broken: 9, usesNodeRole: 1 } },
      { id: on(1, 0).at, values: { broken: 4 } },
    ]);
  });
});
