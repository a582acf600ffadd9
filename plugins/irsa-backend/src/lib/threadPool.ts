import path from 'node:path';
import { Piscina } from 'piscina';

type Options = NonNullable<ConstructorParameters<typeof Piscina>[0]>;

/** After which a thread without work ends, in milliseconds. */
const IDLE_MS = 60_000;

/**
 * Threads that call the default export of a module with what they are given, a copy of plain data. The module lies beside `file`, which asks for
 * them, and has the same ending: `.ts` from source, `.cjs.js` when it is built.
 */
export function threadPool(
  file: string,
  module: string,
  options: Pick<Options, 'minThreads' | 'maxThreads' | 'resourceLimits'>,
): Piscina {
  const { dir, base } = path.parse(file);
  const [, ending = ''] = /^[^.]+(\..+)$/.exec(base) ?? [];
  const pool = new Piscina({
    ...options,
    filename: path.join(dir, module + ending),
    idleTimeout: IDLE_MS,
    // From source, a thread compiles what it loads.
    ...(ending === '.ts' && {
      execArgv: [
        '--require',
        require.resolve('@backstage/cli/config/nodeTransform.cjs'),
      ],
    }),
  });
  // A task that fails throws where it was asked for. A thread that fails without a task is replaced for the next one, and must not end the process.
  pool.on('error', () => {});
  return pool;
}
