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
 * Starts the host's backend as one process, with nothing that watches its files, and a probe in it: a file that is loaded before everything else.
 * `configs` lie over the host's own configuration.
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
