// `version` turns the changesets into versions and changelogs; `pack` builds and packs the packages as they are published.
// Neither needs a secret: .github/workflows/release.yml publishes what `pack` leaves in test-results/packages, in a job that runs nothing of the repository.
import { setup } from './lib/install.mjs';
import { run, Stop, withProgress } from './lib/progress.mjs';
import { pack } from './packages/pack.mjs';

const VERSION = [
  ['Writing versions and changelogs', ['changeset', 'version']],
  [
    'Bringing yarn.lock up to date',
    ['install', '--mode=update-lockfile', '--no-immutable'],
  ],
];

const COMMANDS = {
  async version(tools) {
    for (const [what, args] of VERSION) {
      await withProgress(what, tools.yarn(args, { what }));
    }
  },
  async pack(tools) {
    await pack(tools, { typesAreBuilt: false });
  },
};

await run(async () => {
  const [name] = process.argv.slice(2);
  if (!Object.hasOwn(COMMANDS, name ?? '')) {
    throw new Stop('Say version or pack.');
  }
  await COMMANDS[name](await setup());
});
