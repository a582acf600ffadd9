import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { Drill, type DrillResult } from './__testUtils__/crash/drill';
import { SCENARIOS } from './__testUtils__/crash/scenarios';
import { tableOf } from './__testUtils__/crash/table';
import './waves/killedWave.stories';

/** The folder of the report. The table of kill points is `test-results/reports/crash-drill.md`. */
const REPORTS = resolve(__dirname, '../../../test-results/reports');

/** Nightly, all points of all scenarios. Otherwise, the first and last point of 3 scenarios. */
const ALL = process.env.NIGHTLY === 'true';
const CHOSEN = SCENARIOS.filter(
  ({ name }) => ALL || ['creation', 'update', 'deletion'].includes(name),
);

describe('a backend that is killed', () => {
  const results = new Map<string, DrillResult>();
  let drill: Drill;

  beforeAll(async () => {
    drill = await Drill.start();
    for (const scenario of CHOSEN) {
      const waits = ALL || results.size === 0;
      results.set(
        scenario.name,
        await drill.run(scenario, { all: ALL, waits }),
      );
    }
    mkdirSync(REPORTS, { recursive: true });
    writeFileSync(join(REPORTS, 'crash-drill.md'), tableOf(results));
  }, 3_600_000);
  afterAll(() => drill.stop(), 60_000);

  describe.each(CHOSEN)('during its $name', ({ name, writes: least }) => {
    it('is watched at every write', () => {
      const { answer, writes, sent, points } = results.get(name)!;
      expect(answer.status).toBe(200);
      expect(writes.length).toBeGreaterThanOrEqual(least);
      expect(sent).toBe(writes.length);
      expect(points).toHaveLength(ALL ? 2 * writes.length : 2);
    });

    it('stops exactly at the chosen point', () => {
      const { writes, points } = results.get(name)!;
      for (const { write, moment, signal, doneBefore } of points) {
        expect(signal).toBe('SIGKILL');
        const count = moment === 'before' ? write - 1 : write;
        expect(doneBefore).toEqual(writes.slice(0, count));
      }
    });

    it('leaves a change without a result, and with every write that was started', () => {
      for (const { write, change } of results.get(name)!.points) {
        const done = Array.from({ length: write - 1 }, () => 'succeeded');
        expect(change).toEqual({ result: null, writes: [...done, null] });
      }
    });

    it('leaves a state that the next run completes, without orphans or duplicates', () => {
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

    it('repeats no write', () => {
      const { writes, points } = results.get(name)!;
      for (const { doneBefore, doneAfter } of points) {
        expect([...doneBefore, ...doneAfter]).toEqual(writes);
      }
    });
  });
});
