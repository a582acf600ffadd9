import { fileURLToPath } from 'node:url';
import path from 'node:path';

/** The root of the repository. */
export const root = fileURLToPath(new URL('../..', import.meta.url));

/** A path inside the repository. */
export const inRoot = (...parts) => path.join(root, ...parts);

/** Where the pinned Node and the install stamp live; safe to delete. */
export const toolsDir = inRoot('.tools');
