// The steps of a new user of the packages: creates an app, follows the READMEs, starts the app, and uses it.
import { say } from '../../../../scripts/lib/progress.mjs';
import { startSandbox } from '../../../../scripts/lib/services.mjs';
import { makeApp } from './app.mjs';
import { expectNoMore, twice } from './installed.mjs';
import { look } from './look.mjs';
import { instructions } from './readme.mjs';

const INSTALL = ['README.md', 'Install into your Backstage'];
const OLD_SYSTEM = ['plugins/irsa/README.md', 'Old frontend system'];
const SYSTEMS = {
  new: { legacy: false, sections: [INSTALL] },
  legacy: { legacy: true, sections: [INSTALL, OLD_SYSTEM] },
};

const seconds = (from, to = Date.now()) => Math.round((to - from) / 1000);

/**
 * Sets up one app of the frontend system with this name, up to a verified identity. @returns the seconds until its first card, and until all checks
 * are done
 */
export async function adoptInto(name, { tools, ports, registry, keep }) {
  const { legacy, sections } = SYSTEMS[name];
  const sandbox = await startSandbox(tools, ports);
  const started = Date.now();
  const app = makeApp(name, tools);
  say(`${name}: ${app.directory}`);
  await app.create({ legacy, registry });
  const [upgrade, ...steps] = sections.flatMap(section =>
    instructions(...section),
  );
  await app.follow([upgrade]);
  const before = twice(app.directory);
  await app.follow(steps);
  expectNoMore(before, app.directory);
  // Fails if the schemas of the packages are not found, or reject the README's configuration.
  await app.shell(
    'yarn backstage-cli config:schema --format json > schema.json && grep -q tokenExpirationSeconds schema.json',
  );
  await app.shell('yarn backstage-cli config:check --lax');
  const installed = seconds(started);
  await app.build();
  const built = seconds(started);
  const { address, stop } = await app.start(ports);
  const { firstCard } = await look(address, app.logs);
  const times = {
    installed,
    built,
    card: seconds(started, firstCard),
    all: seconds(started),
  };
  await stop();
  await sandbox.stop();
  if (!keep) app.remove();
  return times;
}
