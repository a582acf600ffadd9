// Makes the machine ready without starting anything: Node, Yarn, dependencies.
import { setup } from './lib/install.mjs';
import { run, say } from './lib/progress.mjs';

await run(async () => {
  await setup();
  say('Everything is installed.');
});
