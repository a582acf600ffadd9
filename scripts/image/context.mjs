import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import dockerignore from '@balena/dockerignore';
import { inRoot } from '../lib/paths.mjs';

/** The files that Docker would be given, by their paths from the root: all that .dockerignore does not keep back. */
export function buildContext() {
  const ignored = dockerignore().add(
    readFileSync(inRoot('.dockerignore'), 'utf8'),
  );
  const filesIn = folder =>
    readdirSync(inRoot(folder), { withFileTypes: true }).flatMap(entry => {
      const file = path.join(folder, entry.name);
      if (ignored.ignores(file)) return [];
      return entry.isDirectory() ? filesIn(file) : [file];
    });
  return filesIn('.');
}
