import os from 'node:os';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where the install stamp and what the tools said live; safe to delete. */
export const toolsDir = inRoot('.tools');

/** What all clones of the user share: the pinned Node, and what has to be compiled; safe to delete. */
export const cacheDir = path.join(
  process.env.XDG_CACHE_HOME ?? path.join(os.homedir(), '.cache'),
  'irsa-for-backstage',
);
