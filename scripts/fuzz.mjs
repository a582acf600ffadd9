// Gives every fuzz target many random inputs, says how far it is, and ends with a table.
//   npm run fuzz -- [--runs 100000] [--only <part of names of targets>] [--files <part of paths>] [--seed <n> --path <p>]
// The table goes to test-results/fuzz.md too.
import {
  existsSync,
  mkdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { parseArgs } from 'node:util';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { resultsDir } from './lib/tally.mjs';

const EVERY_MS = 10_000;

const { values: options } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    only: { type: 'string' },
    files: { type: 'string', default: 'fuzz\\.test' },
    seed: { type: 'string' },
    path: { type: 'string' },
  },
});

/** The last that each target told, by its name. */
function toldIn(file) {
  const last = new Map();
  const lines = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : [];
  for (const line of lines.filter(Boolean)) {
    const told = JSON.parse(line);
    last.set(told.target, told);
  }
  return last;
}

function table(rows) {
  const cells = [...rows.values()]
    .sort((a, b) => (a.target < b.target ? -1 : 1))
    .map(({ target, inputs, slowest, result = 'running' }) => [
      target,
      inputs.toLocaleString('en-US'),
      `${slowest.toFixed(1)} ms`,
      result,
    ]);
  const all = [['target', 'inputs', 'slowest', 'result'], ...cells];
  const widths = [0, 1, 2, 3].map(at =>
    Math.max(...all.map(row => row[at].length)),
  );
  const line = row =>
    `| ${row
      .map((cell, at) =>
        at === 1 || at === 2
          ? cell.padStart(widths[at])
          : cell.padEnd(widths[at]),
      )
      .join(' | ')} |`;
  const rule = widths.map((width, at) =>
    at === 1 || at === 2 ? `${'-'.repeat(width - 1)}:` : '-'.repeat(width),
  );
  return [line(all[0]), line(rule), ...cells.map(line)].join('\n');
}

await run(async () => {
  const tools = await setup();
  mkdirSync(resultsDir, { recursive: true });
  const report = inRoot('test-results', 'fuzz.jsonl');
  rmSync(report, { force: true });
  const progress = setInterval(() => {
    const running = [...toldIn(report).values()].at(-1);
    if (running) say(`${running.target}: ${running.inputs} inputs`);
  }, EVERY_MS);
  let failed = false;
  try {
    await runToEnd({
      what: 'Fuzzing',
      command: tools.node,
      args: [
        inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli'),
        'repo',
        'test',
        options.files,
        '--watchAll=false',
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
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    failed = true;
  } finally {
    clearInterval(progress);
  }
  const rows = toldIn(report);
  process.stdout.write(`${table(rows)}\n`);
  writeFileSync(inRoot('test-results', 'fuzz.md'), `${table(rows)}\n`);
  if (failed || rows.size === 0) process.exitCode = 1;
});
