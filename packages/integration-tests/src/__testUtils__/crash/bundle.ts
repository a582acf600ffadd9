import { join } from 'node:path';
import { build } from 'esbuild';

const OURS = '@backstage-irsa/';
/** Next to the sources, so that Node.js resolves external packages. */
const FOLDER = join(__dirname, '../../../dist', `crash-${process.pid}`);
const THREAD = join(
  __dirname,
  '../../../../../plugins/irsa-backend/src/permissions/evaluator/thread.ts',
);

let bundled: Promise<string> | undefined;

/** Returns the backend of `child.ts` with all repository code in one file. Built only once, so that no process has to compile. */
export function childBundle(): Promise<string> {
  bundled ??= bundle();
  return bundled;
}

async function bundle(): Promise<string> {
  await build({
    // The evaluator expects its threads next to its own file, and knows their name.
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
