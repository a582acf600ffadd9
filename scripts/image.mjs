// The image of the host, without Docker: carries out packages/backend/Dockerfile step by step in folders of its own, starts what came out of it as
// the image's user with the configuration of EKS on a PostgreSQL of its own, and sees that it answers and writes nowhere but in its temporary
// folder. `--check` only reads the Dockerfile.
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { buildContext } from './image/context.mjs';
import { readDockerfile } from './image/dockerfile.mjs';
import { faultsOf } from './image/faults.mjs';
import { buildStages } from './image/stages.mjs';
import { tryOut } from './image/tryOut.mjs';
import { run, say, Stop } from './lib/progress.mjs';
import { toolchain } from './lib/toolchain.mjs';

await run(async () => {
  const { values } = parseArgs({
    options: { check: { type: 'boolean', default: false } },
  });
  const dockerfile = readDockerfile();
  const context = buildContext();
  const faults = faultsOf(dockerfile, context);
  if (faults.length > 0) throw new Stop(faults.join('\n'));
  say(
    `packages/backend/Dockerfile: ${dockerfile.instructions.length} instructions, ${context.length} files in the context.`,
  );
  if (values.check) return;

  const tools = await toolchain();
  const folder = mkdtempSync(path.join(tmpdir(), 'irsa-image-'));
  chmodSync(folder, 0o755);
  try {
    const image = await buildStages({ dockerfile, context, folder, tools });
    await tryOut({ image, folder, tools });
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
