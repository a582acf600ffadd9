import { join } from 'node:path';
import { build } from 'esbuild';

const OURS = '@backstage-irsa/';
/** Beside the sources, so that Node finds the packages of others. */
const FOLDER = join(__dirname, '../../../dist', `crash-${process.pid}`);
const THREAD = join(
  __dirname,
  '../../../../../plugins/irsa-backend/src/permissions/evaluator/thread.ts',
);

let bundled: Promise<string> | undefined;

/** The backend of `child.ts` with all that this repository has of it, in one file: made once, so that no process compiles. */
export function childBundle(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  await build({
    // The evaluator looks for its threads beside the file that it is in, whose name it knows.
    entryPoints: { Evaluator: join(__dirname, 'child.ts'), thread: THREAD },
    bundle: true,
    platform: 'node',
    target: 'node22',
    outdir: FOLDER,
    outExtension: { '.js': '.cjs' },
    plugins: [
      {
        name: 'packages-of-others',
        setup: ({ onResolve }) =>
          onResolve({ filter: /^[^./]/ }, ({ kind, path }) =>
            kind === 'entry-point' || path.startsWith(OURS)
              ? undefined
              : { path, external: true },
          ),
      },
    ],
  });
  return join(FOLDER, 'Evaluator.cjs');
}
