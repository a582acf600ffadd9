import { createRequire } from 'node:module';
import path from 'node:path';
import { inRoot } from '../../../scripts/lib/paths.mjs';
import { startService } from '../../../scripts/lib/processes.mjs';
import { withProgress } from '../../../scripts/lib/progress.mjs';
import {
  backendIsReady,
  configArgs,
  hostEnv,
  sandboxDir,
} from '../../../scripts/lib/services.mjs';

const require = createRequire(inRoot('package.json'));

/**
 * Starts the backend of the host as one process, without a file watcher, and with a probe: a file that is loaded before all other code.
 * `configs` override the configuration of the host.
 */
export async function startProbedBackend(
  tools,
  ports,
  { probe, env, flags = [], configs = [] },
) {
  const backend = startService({
    name: 'The backend',
    command: tools.node,
    args: [
      ...flags,
      ...['--require', probe],
      ...['--require', './src/instrumentation.js'],
      ...[
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
      'src/index.ts',
      ...configArgs(),
      ...configs.flatMap(file => ['--config', file]),
    ],
    cwd: inRoot('packages', 'backend'),
    env: { ...hostEnv(tools, ports), ...env },
    logFile: path.join(sandboxDir(), 'logs', 'backend.log'),
    failure: /Backend startup failed/,
  });
  await withProgress(
    'Starting the backend',
    backendIsReady(ports, backend.failed),
  );
  return backend;
}
