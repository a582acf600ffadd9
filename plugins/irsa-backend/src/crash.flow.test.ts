import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Drill, type DrillResult } from './__testUtils__/crash/drill';
import { SCENARIOS } from './__testUtils__/crash/scenarios';
import { tableOf } from './__testUtils__/crash/table';

/** The table of all points goes to `test-results/crash-drill.md`. */
const RESULTS = resolve(__dirname, '../../../test-results');

/** Every point counts; on a busy machine, `CRASH_DRILL_EVERY=5` takes each fifth. */
const EVERY = Number(process.env.CRASH_DRILL_EVERY ?? '1');

describe('a backend that is killed', () => {
  const drills: Drill[] = [];
  const results = new Map<string, DrillResult>();

  beforeAll(async () => {
    const names = SCENARIOS.map(({ name }) => name);
    drills.push(...(await Promise.all(SCENARIOS.map(s => Drill.start(s)))));
    const done = await Promise.all(drills.map(drill => drill.run(EVERY)));
    names.forEach((name, index) => results.set(name, done[index]));
    mkdirSync(RESULTS, { recursive: true });
    writeFileSync(join(RESULTS, 'crash-drill.md'), tableOf(results));
  }, 1_800_000);
  afterAll(async () => {
    for (const drill of drills.reverse()) await drill.stop();
  }, 300_000);

  describe.each(SCENARIOS)('during its $name', ({ name, writes: least }) => {
    it('is watched at every write', () => {
      const { answer, writes, sent, points } = results.get(name)!;
      expect(answer.status).toBe(200);
      expect(writes.length).toBeGreaterThanOrEqual(least);
      expect(sent).toBe(writes.length);
      expect(points).toHaveLength(Math.ceil((2 * writes.length) / EVERY));
    });

    it('dies at the very point', () => {
      const { writes, points } = results.get(name)!;
      for (const { write, moment, signal, doneBefore } of points) {
        expect(signal).toBe('SIGKILL');
        const count = moment === 'before' ? write - 1 : write;
        expect(doneBefore).toEqual(writes.slice(0, count));
      }
    });

    it('leaves what the next run brings to the same end, without an orphan or a duplicate', () => {
      const { answer, snapshot, points } = results.get(name)!;
      for (const point of points) {
        const at = `${point.moment} ${point.write} ${point.operation}`;
        expect({ at, status: point.answer.status }).toEqual({
          at,
          status: answer.status,
        });
        expect({ at, ...point.snapshot }).toEqual({ at, ...snapshot });
      }
    });

    it('makes no write twice', () => {
      const { writes, points } = results.get(name)!;
      for (const { doneBefore, doneAfter } of points) {
        expect([...doneBefore, ...doneAfter]).toEqual(writes);
      }
    });
  });
});
