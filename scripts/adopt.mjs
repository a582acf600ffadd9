// Installs the packed packages into the Backstage of a stranger, as the READMEs say it, and uses them there in a browser. Twice: in an app of the new
// frontend system and in one of the old; `new` or `legacy` as an argument takes one of them. `--packed` takes the packages that `npm run packages` left, and
// `--keep` leaves the apps where they are.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { makeApp } from './adopt/app.mjs';
import { look } from './adopt/look.mjs';
import { expectNoMore, twice } from './adopt/installed.mjs';
import { instructions } from './adopt/readme.mjs';
import { startRegistry } from './adopt/registry.mjs';
import { setup } from './lib/install.mjs';
import { inRoot } from './lib/paths.mjs';
import { choosePorts } from './lib/ports.mjs';
import { stopChildren, stopOnSignals } from './lib/processes.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { startSandbox } from './lib/services.mjs';
import { checkContents } from './packages/contents.mjs';
import { publishedPackages } from './packages/list.mjs';
import { pack } from './packages/pack.mjs';

const INSTALL = ['README.md', 'Install into your Backstage'];
const OLD_SYSTEM = ['plugins/irsa/README.md', 'Old frontend system'];
const SYSTEMS = {
  new: { legacy: false, sections: [INSTALL] },
  legacy: { legacy: true, sections: [INSTALL, OLD_SYSTEM] },
};

const seconds = (from, to = Date.now()) => Math.round((to - from) / 1000);

/** One app, from nothing to a verified identity. @returns the seconds until its first card, and until all was seen */
async function adopt(name, { tools, ports, registry, keep }) {
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
  // Fails when the schemas of our packages are not found, or refuse what the README says.
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

await run(async () => {
  const options = process.argv.slice(2);
  const names = Object.keys(SYSTEMS).filter(
    name => options.includes(name) || !options.some(o => o in SYSTEMS),
  );
  process.env.IRSA_SANDBOX_DIRECTORY ??= inRoot('.sandbox', 'adopt');
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  const tools = await setup();
  stopOnSignals();
  const packages = publishedPackages();
  if (!options.includes('--packed')) {
    await pack(tools, { typesAreBuilt: false });
  }
  const faults = await checkContents(packages);
  if (faults.length > 0) throw new Stop(faults.join('\n'));
  const registry = await startRegistry(packages);
  const results = {};
  try {
    for (const name of names) {
      results[name] = await adopt(name, {
        tools,
        ports,
        registry: registry.url,
        keep: options.includes('--keep'),
      });
    }
  } finally {
    await stopChildren();
    registry.close();
  }
  const folder = inRoot('test-results', 'adopt');
  mkdirSync(folder, { recursive: true });
  writeFileSync(
    path.join(folder, 'times.json'),
    JSON.stringify(results, undefined, 2),
  );
  for (const [name, { installed, built, card, all }] of Object.entries(
    results,
  )) {
    say(
      `${name} frontend system: from nothing to the card in ${card} s (installed after ${installed} s, built after ${built} s); all seen after ${all} s.`,
    );
  }
});
