import { sampled } from './sampled';

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

describe('the sample of many cases', () => {
  const items = Array.from({ length: 10 }, (_, index) => index);
  const withSeed = (seed: number) => {
    process.env.FUZZ_SEED = String(seed);
    return sampled(items);
  };

  it('is one third, and three consecutive seeds cover all cases', () => {
    process.env.NIGHTLY = '';
    const thirds = [3, 4, 5].map(withSeed);
    expect(thirds.map(({ length }) => length)).toEqual([4, 3, 3]);
    expect(thirds.flat().sort((a, b) => a - b)).toEqual(items);
  });

  it('includes all cases when there are only a few', () => {
    process.env.NIGHTLY = '';
    process.env.FUZZ_SEED = '2';
    expect([sampled([]), sampled([1, 2])]).toEqual([[], [1, 2]]);
  });

  it('includes all cases in nightly runs', () => {
    process.env.NIGHTLY = 'true';
    expect(withSeed(7)).toEqual(items);
  });
});
