import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';

/** The npm scope of all packages of this repository. */
export const SCOPE = '@backstage-irsa';

/** The folder of the packed packages. */
export const packedDir = inRoot('test-results', 'packages');

/** Returns the folders of all workspaces. */
export function workspaces() {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(inRoot(group)).map(name => inRoot(group, name)),
  );
}

/** Returns all published packages: name, folder, Backstage role, and path of the tarball. */
export function publishedPackages() {
  return workspaces()
    .map(directory => ({
      directory,
      manifest: JSON.parse(
        readFileSync(path.join(directory, 'package.json'), 'utf8'),
      ),
    }))
    .filter(({ manifest }) => !manifest.private)
    .map(({ directory, manifest }) => ({
      name: manifest.name,
      directory,
      role: manifest.backstage.role,
      tarball: path.join(packedDir, `${manifest.name.split('/')[1]}.tgz`),
    }));
}
