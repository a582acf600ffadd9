// Builds and packs every published package, and checks what an adopter would get. `--built` packs the existing build.
// `--release` stops if the packages could not be published.
import { setup } from './lib/install.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { publishedPackages } from './packages/list.mjs';
import { pack } from './packages/pack.mjs';
import { requireRepository } from './packages/repository.mjs';

await run(async () => {
  if (process.argv.includes('--release')) requireRepository();
  const tools = await setup();
  // The module needs packages that `setup` installs.
  const { checkContents } = await import('./packages/contents.mjs');
  await pack(tools, { built: process.argv.includes('--built') });
  const faults = await checkContents(tools, publishedPackages());
  if (faults.length > 0) throw new Stop(faults.join('\n'));
  say('The packages contain all expected files.');
});
