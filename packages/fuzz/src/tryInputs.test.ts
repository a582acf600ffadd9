import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { tryInputs } from './tryInputs';

const environment = { ...process.env };

afterEach(() => {
  process.env = { ...environment };
});

describe('random inputs', () => {
  const seen = async (seed: string) => {
    process.env.FUZZ_SEED = seed;
    const all: number[] = [];
    await tryInputs('numbers', fc.nat(), input => {
      all.push(input);
    });
    return all;
  };

  it('are 50 in an ordinary run, and the same for the same seed', async () => {
    const first = await seen('1');
    expect(first).toHaveLength(50);
    expect(await seen('1')).toEqual(first);
    expect(await seen('2')).not.toEqual(first);
  });

  it('report the smallest counterexample and how to reproduce it', async () => {
    const found = tryInputs('numbers', fc.nat(), input => {
      if (input >= 100) throw new Error('It is large.');
    });
    await expect(found).rejects.toThrow(
      /seed: .*path: .*Counterexample: \[100\]/s,
    );
  });

  it('report an input for which the check rejects', async () => {
    const found = tryInputs('numbers', fc.nat(), async input => {
      if (input > 0) throw new Error('It is none.');
    });
    await expect(found).rejects.toThrow('Counterexample: [1]');
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
