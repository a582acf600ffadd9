// Installs the packed packages in a new user's Backstage app, as the READMEs describe, and uses them there in a browser. Does this in an app of the
// new frontend system and in one of the old. The argument `new` or `legacy` selects one of them. `--packed` uses the packages that `npm run packages`
// left, and `--keep` keeps the apps.
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { startRegistry } from './registry.mjs';
import { setup } from '../../../../scripts/lib/install.mjs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';
import { choosePorts } from '../../../../scripts/lib/ports.mjs';
import {
  stopChildren,
  stopOnSignals,
} from '../../../../scripts/lib/processes.mjs';
import { run, say, Stop } from '../../../../scripts/lib/progress.mjs';
import { publishedPackages } from '../../../../scripts/packages/list.mjs';
import { pack } from '../../../../scripts/packages/pack.mjs';

const SYSTEMS = ['new', 'legacy'];

await run(async () => {
  const options = process.argv.slice(2);
  const named = SYSTEMS.filter(name => options.includes(name));
  const names = named.length > 0 ? named : SYSTEMS;
  process.env.IRSA_SANDBOX_DIRECTORY ??= inRoot('.sandbox', 'adopt');
  const ports = await choosePorts(['backend', 'aws', 'prod', 'staging']);
  const tools = await setup();
  // These modules need the packages that `setup` installs.
  const { adoptInto } = await import('./adoptInto.mjs');
  const { checkContents } = await import(
    '../../../../scripts/packages/contents.mjs'
  );
  stopOnSignals();
  const packages = publishedPackages();
  if (!options.includes('--packed')) {
    await pack(tools, { built: false });
  }
  const faults = await checkContents(tools, packages);
  if (faults.length > 0) throw new Stop(faults.join('\n'));
  const registry = await startRegistry(packages);
  const results = {};
  try {
    for (const name of names) {
      results[name] = await adoptInto(name, {
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
