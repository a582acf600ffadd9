import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';

/** The scope that all packages of this repository are published under. */
export const SCOPE = '@backstage-irsa';

/** Where the packed packages lie. */
export const packedDir = inRoot('test-results', 'packages');

/** The folder of every workspace. */
export function workspaces() {
  return ['packages', 'plugins'].flatMap(group =>
    readdirSync(inRoot(group)).map(name => inRoot(group, name)),
  );
}

/** Every package that is published: its name, its folder, its role in Backstage, and the file that it is packed into. */
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
