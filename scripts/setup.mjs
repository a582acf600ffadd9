// Installs Node, Yarn, and the dependencies, without starting anything.
import { setup } from './lib/install.mjs';
import { run, say } from './lib/progress.mjs';

await run(async () => {
  await setup();
  say('Everything is installed.');
});
