import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { tryInputs } from './tryInputs';

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
  jest.restoreAllMocks();
});

describe('random inputs', () => {
  it('are a thousand in an ordinary run, and the same each time', async () => {
    const seen = async () => {
      const all: number[] = [];
      await tryInputs('numbers', fc.nat(), input => {
        all.push(input);
      });
      return all;
    };
    const first = await seen();
    expect(first).toHaveLength(1_000);
    expect(await seen()).toEqual(first);
  });

  it('find the smallest that breaks what holds, and how to have it again', async () => {
    const found = tryInputs('numbers', fc.nat(), input => {
      if (input >= 100) throw new Error('It is large.');
    });
    await expect(found).rejects.toThrow(
      /seed: .*path: .*Counterexample: \[100\]/s,
    );
  });

  it('find what rejects', async () => {
    const found = tryInputs('numbers', fc.nat(), async input => {
      if (input > 0) throw new Error('It is none.');
    });
    await expect(found).rejects.toThrow('Counterexample: [1]');
  });

  describe('that take too long', () => {
    /** A clock by which a check takes these many milliseconds, try by try, and nothing after. */
    const slow = (...times: number[]) => {
      let now = 0;
      jest.spyOn(performance, 'now').mockImplementation(() => now);
      const left = [...times];
      return () => {
        now += left.shift() ?? 0;
      };
    };

    it('are tried again: a machine may be busy', async () => {
      const check = slow(11_000, 11_000, 11_000, 11_000, 9_000);
      await tryInputs('numbers', fc.constant(1), check);
      expect(performance.now()).toBe(53_000);
    });

    it('are found when every try does', async () => {
      const check = slow(11_000, 11_000, 11_000, 11_000, 11_000);
      await expect(
        tryInputs('numbers', fc.constant(1), check),
      ).rejects.toMatchObject({ cause: { message: 'It took 11000 ms.' } });
    });

    it('have a second in a long run', async () => {
      process.env.FUZZ_RUNS = '5';
      const check = slow(1_100, 1_100, 1_100, 1_100, 1_100);
      await expect(
        tryInputs('numbers', fc.constant(1), check),
      ).rejects.toMatchObject({ cause: { message: 'It took 1100 ms.' } });
    });
  });

  it('are counted in the report of a long run', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'fuzz-'));
    process.env.FUZZ_RUNS = '7';
    process.env.FUZZ_REPORT = join(folder, 'report.jsonl');
    await tryInputs('numbers', fc.nat(), () => {});
    await expect(
      tryInputs('others', fc.nat(), () => {
        throw new Error('no');
      }),
    ).rejects.toThrow();
    const told = readFileSync(process.env.FUZZ_REPORT, 'utf8');
    rmSync(folder, { recursive: true });
    expect(
      told
        .trim()
        .split('\n')
        .map(line => JSON.parse(line)),
    ).toMatchObject([
      { target: 'numbers', inputs: 7, result: 'passed' },
      { target: 'others', inputs: 0, result: 'failed' },
    ]);
  });
});
