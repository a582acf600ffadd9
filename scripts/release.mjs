// `version` turns the changesets into versions and changelogs; `publish` builds the packages and publishes those that npm does not have yet.
import path from 'node:path';
import { setup } from './lib/install.mjs';
import { inRoot, toolsDir } from './lib/paths.mjs';
import { runToEnd } from './lib/processes.mjs';
import { run, Stop, withProgress } from './lib/progress.mjs';

/** The steps of each command: what is done, and what Yarn runs for it. */
const STEPS = {
  version: [
    ['Writing versions and changelogs', ['changeset', 'version']],
    [
      'Bringing yarn.lock up to date',
      ['install', '--mode=update-lockfile', '--no-immutable'],
    ],
  ],
  publish: [
    ['Checking types', ['tsc', '--incremental', 'false']],
    ['Building the packages', ['backstage-cli', 'repo', 'build']],
    [
      'Publishing to npm',
      [
        ...['workspaces', 'foreach', '--all', '--no-private', '--topological'],
        ...['npm', 'publish', '--access', 'public', '--tolerate-republish'],
      ],
    ],
    ['Tagging the versions', ['changeset', 'tag']],
  ],
};

await run(async () => {
  const [command] = process.argv.slice(2);
  const steps = STEPS[command];
  if (!steps) throw new Stop('Say version or publish.');
  const tools = await setup();
  // npm's token comes by the environment under its own name.
  const token = process.env.NPM_TOKEN;
  const env = { ...tools.env, ...(token && { YARN_NPM_AUTH_TOKEN: token }) };
  if (command === 'publish') {
    await runToEnd({
      what: 'Checking the licences',
      command: tools.node,
      args: [
        inRoot('scripts', 'licences.mjs'),
        ...['--check', '--sbom', path.join(toolsDir, 'sbom.cdx.json')],
      ],
      cwd: inRoot(),
      env,
    });
  }
  for (const [what, args] of steps) {
    await withProgress(what, tools.yarn(args, { what, env }));
  }
});
