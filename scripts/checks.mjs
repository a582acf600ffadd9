// What a machine can say about the code without running it. Each counts as one test.
import { rmSync } from 'node:fs';
import { findMkDocs } from './docs/mkdocs.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { report } from './lib/tally.mjs';
import { YARN } from './lib/toolchain.mjs';

const CLI = inRoot('node_modules', '@backstage', 'cli', 'bin', 'backstage-cli');
const bin = (...parts) => inRoot('node_modules', ...parts);
const configs = files => files.flatMap(file => ['--config', inRoot(file)]);

/** The configuration that docs/deployment.md puts together. */
const ON_EKS = [
  'app-config.production.yaml',
  'deploy/kubernetes/overlays/eks/app-config.eks.yaml',
];

const CHECKS = [
  [
    'OpenAPI types are up to date',
    [inRoot('scripts', 'generate-openapi.mjs'), '--check'],
  ],
  [
    'Formatting',
    [bin('prettier', 'bin-prettier.js'), '--check', '--loglevel', 'warn', '.'],
  ],
  ['Types', [bin('typescript', 'bin', 'tsc'), '--incremental', 'false']],
  ['Lint of packages', [CLI, 'repo', 'lint', '--max-warnings', '0']],
  [
    'Lint of scripts',
    [bin('eslint', 'bin', 'eslint.js'), '--ext', '.mjs,.cjs', 'scripts'],
  ],
  // Unused exports, files and dependencies, and dependencies that nothing declares: knip.jsonc.
  ['Nothing unused', [bin('knip', 'bin', 'knip.js'), '--no-progress']],
  ['Long files', [inRoot('scripts', 'lint', 'longFiles.mjs')]],
  ['Configuration', [CLI, 'config:check', '--lax', '--strict']],
  [
    'Configuration in production',
    [CLI, 'config:check', '--lax', '--strict', ...configs(ON_EKS.slice(0, 1))],
  ],
  [
    'Configuration on EKS',
    [CLI, 'config:check', '--lax', '--strict', ...configs(ON_EKS)],
  ],
  ['Dockerfile', [inRoot('scripts', 'image.mjs'), '--check']],
  ['Licences', [inRoot('scripts', 'licences.mjs'), '--check']],
  ['API reports are up to date', [YARN, 'build:api-reports', '--ci']],
  [
    'Tests of the scripts',
    [
      '--test',
      inRoot('scripts', 'docs', 'docs.test.mjs'),
      inRoot('scripts', 'image', 'faults.test.mjs'),
      inRoot('scripts', 'lib', 'install.test.mjs'),
      inRoot('scripts', 'lib', 'toolchain.test.mjs'),
      inRoot('scripts', 'lint', 'workflows.test.mjs'),
    ],
  ],
  ['Documentation', [inRoot('scripts', 'docs', 'check.mjs')]],
  [
    'Documentation as a site',
    [inRoot('scripts', 'docs', 'site.mjs')],
    // Debian's mkdocs and mkdocs-material; CI has them.
    () => (findMkDocs() ? undefined : 'MkDocs is not installed'),
  ],
  [
    'Packages as they are published',
    [inRoot('scripts', 'packages.mjs'), '--types-are-built'],
  ],
];

await run(async () => {
  const tools = await setup();
  // The declarations of a file that has become a folder would shadow the folder.
  rmSync(inRoot('dist-types'), { recursive: true, force: true });
  const counts = { passed: 0, failed: 0, skipped: 0 };
  for (const [what, args, missing] of CHECKS) {
    const reason = missing?.();
    say(reason ? `${what}: left out, ${reason}` : what);
    if (reason) {
      counts.skipped += 1;
      continue;
    }
    try {
      await runToEnd({
        what,
        command: tools.node,
        args,
        cwd: inRoot(),
        env: tools.env,
      });
      counts.passed += 1;
    } catch (error) {
      if (!(error instanceof Stop)) throw error;
      process.stderr.write(`${error.message}\n`);
      counts.failed += 1;
    }
  }
  report('checks', counts);
  if (counts.failed > 0) process.exitCode = 1;
});
