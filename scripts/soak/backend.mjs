import { mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';
import { startService } from '../lib/processes.mjs';
import { withProgress } from '../lib/progress.mjs';
import {
  backendIsReady,
  configArgs,
  hostEnv,
  sandboxDir,
} from '../lib/services.mjs';

const require = createRequire(inRoot('package.json'));

/** Lets the backend reach a cluster by another port: what stands before it does not change what it says. */
export function leadThrough(cluster, port) {
  const file = path.join(sandboxDir(), 'backend-kubeconfig');
  const text = readFileSync(file, 'utf8');
  writeFileSync(file, text.replaceAll(`:${cluster}`, `:${port}`));
}

/**
 * Starts the host's backend as one process, with nothing that watches its files, and the probe in it.
 * @param {string} samples - the file that the probe writes to
 */
export async function startMeasuredBackend(tools, ports, samples, sampleMs) {
  mkdirSync(path.dirname(samples), { recursive: true });
  rmSync(samples, { force: true });
  const backend = startService({
    name: 'The backend',
    command: tools.node,
    args: [
      '--expose-gc',
      ...['--require', inRoot('scripts', 'soak', 'probe.cjs')],
      ...['--require', './src/instrumentation.js'],
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      'src/index.ts',
      ...configArgs(),
    ],
    cwd: inRoot('packages', 'backend'),
    env: {
      ...hostEnv(tools, ports),
      SOAK_SAMPLES: samples,
      SOAK_SAMPLE_MS: String(sampleMs),
    },
    logFile: path.join(sandboxDir(), 'logs', 'backend.log'),
    failure: /Backend startup failed/,
  });
  await withProgress(
    'Starting the backend',
    backendIsReady(ports, backend.failed),
  );
  return backend;
}
