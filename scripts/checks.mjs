// Runs all static checks of the code. Each check counts as one test. Runs as many checks in parallel as there are processors.
import { rmSync } from 'node:fs';
import path from 'node:path';
import { install } from './lib/install.mjs';
import { inLanes } from './lib/lanes.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { report, resultsDir } from './lib/tally.mjs';
import { YARN } from './lib/toolchain.mjs';

const CLI = inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli');
const bin = (...parts) => inRoot('node_modules', ...parts);
const REPO_TOOLS = bin(
  '@backstage',
  'repo-tools',
  'bin',
  'backstage-repo-tools',
);
const configs = files => files.flatMap(file => ['--config', inRoot(file)]);

/** The configuration files that docs/how-to/deploy-on-eks.md combines. */
const ON_EKS = [
  'app-config.production.yaml',
  'deploy/kubernetes/overlays/eks/app-config.eks.yaml',
];

/** The checks that run one after another: the first writes declarations that the others read, and the last packs what the previous one builds. */
const TYPES = [
  ['Types', [bin('typescript', 'bin', 'tsc'), '--incremental', 'false']],
  ['API reports are up to date', [YARN, 'build:api-reports', '--ci']],
  ['Packages can be built', [CLI, 'repo', 'build']],
  [
    'Packages as they are published',
    [inRoot('scripts', 'packages.mjs'), '--built'],
  ],
];

/** The other checks. Checks that take long come first. */
const CHECKS = [
  ['Lint of packages', [CLI, 'repo', 'lint', '--max-warnings', '0']],
  [
    'Formatting',
    [bin('prettier', 'bin-prettier.js'), '--check', '--loglevel', 'warn', '.'],
  ],
  [
    'OpenAPI types are up to date',
    [inRoot('scripts', 'generate.mjs'), '--check'],
  ],
  [
    'OpenAPI document is valid',
    [REPO_TOOLS, 'package', 'schema', 'openapi', 'validate'],
    inRoot('plugins', 'irsa-backend'),
  ],
  [
    'Lint of the OpenAPI document',
    [REPO_TOOLS, 'repo', 'schema', 'openapi', 'lint', 'plugins/irsa-backend'],
  ],
  [
    'Lint of scripts',
    [bin('eslint', 'bin', 'eslint.js'), '--ext', '.mjs,.cjs', 'scripts'],
  ],
  [
    'No import cycles',
    [
      bin('dependency-cruiser', 'bin', 'dependency-cruiser.mjs'),
      ...['--config', inRoot('scripts', 'lint', 'cycles.cjs')],
      ...['packages', 'plugins'],
    ],
  ],
  // Finds unused exports, files, and dependencies, and undeclared dependencies: see knip.jsonc.
  ['No unused code', [bin('knip', 'bin', 'knip.js'), '--no-progress']],
  ['Words', [inRoot('scripts', 'lint', 'words.mjs')]],
  ['Configuration', [CLI, 'config:check', '--lax', '--strict']],
  [
    'Configuration in production',
    [CLI, 'config:check', '--lax', '--strict', ...configs(ON_EKS.slice(0, 1))],
  ],
  [
    'Configuration on EKS',
    [CLI, 'config:check', '--lax', '--strict', ...configs(ON_EKS)],
  ],
  ['Dockerfile', [inRoot('scripts', 'lint', 'dockerfile.mjs')]],
  ['Licenses', [inRoot('scripts', 'licenses.mjs')]],
  [
    'Tests of the scripts',
    [
      '--test',
      inRoot('scripts', 'docs', 'docs.test.mjs'),
      inRoot('scripts', 'lib', 'chromium.test.mjs'),
      inRoot('scripts', 'lib', 'install.test.mjs'),
      inRoot('scripts', 'lib', 'toolchain.test.mjs'),
      inRoot('scripts', 'lint', 'workflows.test.mjs'),
    ],
  ],
  ['Documentation', [inRoot('scripts', 'docs', 'check.mjs')]],
];

/** Runs one check with its output in a log file. If the check fails, prints the end of the file. */
async function runCheck(tools, [what, args, cwd = inRoot()]) {
  try {
    await runToEnd({
      what,
      command: tools.node,
      args,
      cwd,
      env: tools.env,
      logFile: path.join(
        resultsDir,
        'checks',
        `${what.replaceAll(/\W+/g, '-').toLowerCase()}.log`,
      ),
    });
  } catch (error) {
    if (!(error instanceof Stop)) throw error;
    process.stderr.write(`${error.message}\n`);
    return 'failed';
  }
  say(`${what}: passed`);
  return 'passed';
}

/** Runs all checks, as many in parallel as there are processors. Returns their results. */
async function runChecks(tools) {
  const results = [];
  const check = async one => results.push(await runCheck(tools, one));
  const inTurn = async some => {
    for (const one of some) await check(one);
  };
  await inLanes([TYPES, ...CHECKS.map(one => [one])], inTurn);
  return results;
}

await run(async () => {
  const { native, ...tools } = await install();
  // Old declarations of a file that is now a folder would shadow the folder.
  rmSync(inRoot('dist-types'), { recursive: true, force: true });
  const results = await runChecks(tools);
  await native;
  const count = wanted => results.filter(each => each === wanted).length;
  const counts = {
    passed: count('passed'),
    failed: count('failed'),
    skipped: 0,
  };
  report('checks', counts);
  if (counts.failed > 0) process.exitCode = 1;
});
