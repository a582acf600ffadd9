import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { test } from 'node:test';
import { parse } from 'yaml';
import { inRoot } from '../lib/paths.mjs';

const FOLDER = inRoot('.github', 'workflows');
const workflows = readdirSync(FOLDER).map(file => {
  const text = readFileSync(inRoot('.github', 'workflows', file), 'utf8');
  return { file, text, workflow: parse(text) };
});
const jobs = workflows.flatMap(({ file, workflow }) =>
  Object.entries(workflow.jobs).map(([name, job]) => ({
    name: `${file}, job ${name}`,
    job,
    permissions: job.permissions ?? workflow.permissions,
  })),
);

/** Checks whether a job can change something outside of itself or can read a secret. */
const isTrusted = ({ job, permissions }) =>
  Object.values(permissions).includes('write') ||
  JSON.stringify(job).includes('secrets.');

const { scripts } = JSON.parse(readFileSync(inRoot('package.json'), 'utf8'));

/** Returns the commands of a job, once for each value of its matrix. */
const runsOf = ({ steps, strategy }) =>
  steps.flatMap(({ run = '' }) => {
    const [variable, key] = /\$\{\{ matrix\.(\w+) \}\}/.exec(run) ?? [];
    const values = strategy?.matrix[key] ?? [''];
    return values.map(value => run.replaceAll(variable, value));
  });

const runs = [
  ...jobs.map(({ name, job }) => ({ name, text: runsOf(job).join('\n') })),
  { name: '.ci/run', text: readFileSync(inRoot('.ci', 'run'), 'utf8') },
];
for (const { name, text } of runs) {
  test(`${name} runs only commands and files that are there`, () => {
    for (const [, command] of text.matchAll(
      /\bnpm run (?:--silent )?([\w:]+)/g,
    )) {
      assert.ok(command in scripts, `npm run ${command}`);
    }
    for (const [, command] of text.matchAll(/\bnpx ([\w-]+)/g)) {
      assert.ok(existsSync(inRoot('node_modules', '.bin', command)), command);
    }
    for (const [, file] of text.matchAll(
      /(?<=^|\s)((?:\.ci|scripts|packages)\/[\w./-]+)(?=\s|$)/gm,
    )) {
      assert.ok(existsSync(inRoot(file)), file);
    }
  });
}

for (const { file, text } of workflows) {
  test(`${file} pins each action by the hash of a commit, and names its version`, () => {
    const uses = text.split('\n').filter(line => /\buses:/.test(line));
    assert.notEqual(uses.length, 0);
    for (const line of uses) {
      assert.match(line, /uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+$/);
    }
  });
}

for (const { name, job, permissions } of jobs) {
  test(`${name} says what it may do, and leaves no credentials in the checkout`, () => {
    assert.equal(typeof permissions, 'object');
    for (const step of job.steps) {
      if (!/^actions\/checkout@/.test(step.uses ?? '')) continue;
      assert.equal(step.with?.['persist-credentials'], false);
    }
  });
}

for (const { name, job } of jobs.filter(isTrusted)) {
  test(`${name}, which has permissions or secrets, installs, builds and runs nothing of the repository`, () => {
    const commands = job.steps.map(step => step.run ?? '').join('\n');
    assert.doesNotMatch(
      commands,
      /\bnpm (run|ci|install|exec|test|start)\b|\b(npx|yarn)\b|\.ci\/|scripts\/|\bnode\b/,
    );
    for (const step of job.steps) assert.doesNotMatch(step.uses ?? '', /^\.\//);
  });
}

test('no job can both publish and write to the repository', () => {
  assert.equal(jobs.filter(isTrusted).length, 3);
  for (const { permissions } of jobs) {
    const both =
      permissions['id-token'] === 'write' && permissions.contents === 'write';
    assert.equal(both, false);
  }
});
