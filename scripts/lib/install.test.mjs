import assert from 'node:assert';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import test from 'node:test';
import { inRoot } from './paths.mjs';

const IMPORT =
  /^(?:import|(?:import|export)\b[^'";]*? from|\} from) '([^']+)';/gm;

/** Returns the names of the packages that a script imports, directly or indirectly, before its first line runs. */
function importedPackages(file, seen = new Set()) {
  if (seen.has(file)) return [];
  seen.add(file);
  return [...readFileSync(file, 'utf8').matchAll(IMPORT)].flatMap(([, from]) =>
    from.startsWith('.')
      ? importedPackages(path.resolve(path.dirname(file), from), seen)
      : [from],
  );
}

const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));
const entries = Object.values(scripts)
  .map(command => /^node (\S+\.mjs)/.exec(command)?.[1])
  .filter(entry => entry && existsSync(inRoot(entry)))
  .filter(entry =>
    /await (setup|install)\(\)/.test(readFileSync(inRoot(entry), 'utf8')),
  );

test('the start and benchmark scripts install dependencies first', () => {
  assert.ok(entries.includes('scripts/start.mjs'));
  assert.ok(entries.includes('packages/perf/src/bench.mjs'));
});

for (const entry of entries) {
  test(`${entry} starts where nothing is installed yet`, () => {
    const missing = importedPackages(inRoot(entry)).filter(
      name => !name.startsWith('node:'),
    );
    assert.deepEqual(missing, []);
  });
}
