import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** Returns a path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** The folder of the install stamp and of the logs of the tools. It is safe to delete. */
export const toolsDir = inRoot('.tools');

/** The folder that all clones of the user share: the pinned Node and compiled dependencies. It is safe to delete. */
export const cacheDir = path.join(
  process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
  'irsa-for-backstage',
);
