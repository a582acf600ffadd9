// Checks every fuzz target with many random inputs, then prints a table and writes it to test-results/reports/fuzz.md.
//   npm run fuzz -- [--runs 100000] [--only <part of names of targets>] [--files <part of paths>] [--seed <n> --path <p>]
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parseArgs } from 'node:util';
import { setup } from '../../../scripts/lib/install.mjs';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { runToEnd } from '../../../scripts/lib/processes.mjs';
import { run } from '../../../scripts/lib/progress.mjs';
import { table } from '../../../scripts/lib/table.mjs';

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    only: { type: 'string' },
    files: { type: 'string', default: 'fuzz\\.test' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});

/** Returns the last report of each target. */
function targetsIn(file) {
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  const told = lines.filter(Boolean).map(line => JSON.parse(line));
  return new Map(told.map(each => [each.target, each]));
}

await run(async () => {
  const tools = await setup();
  const reports = inRoot('test-results', 'reports');
  mkdirSync(reports, { recursive: true });
  const report = inRoot('test-results', 'fuzz.jsonl');
  rmSync(report, { force: true });
  try {
    await runToEnd({
      what: 'Fuzzing',
      command: tools.node,
      args: [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        ...['repo', 'test', options.files, '--watchAll=false'],
        ...(options.only ? ['-t', options.only] : []),
      ],
      cwd: inRoot(),
      env: {
        ...tools.env,
        CI: 'true',
        FUZZ_REPORT: report,
        FUZZ_RUNS: options.runs,
        ...(options.seed && { FUZZ_SEED: options.seed }),
        ...(options.path && { FUZZ_PATH: options.path }),
      },
    });
  } finally {
    const rows = [...targetsIn(report).values()].map(
      ({ target, inputs, slowest, result = 'running' }) => [
        ...[target, inputs, `${slowest.toFixed(1)} ms`, result],
      ],
    );
    const text = table(['target', 'inputs', 'slowest', 'result'], rows);
    process.stdout.write(`${text}\n`);
    writeFileSync(`${reports}/fuzz.md`, `${text}\n`);
    if (rows.length === 0) process.exitCode = 1;
  }
});
