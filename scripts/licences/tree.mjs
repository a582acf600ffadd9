import { existsSync, readdirSync, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';
import { inRoot } from '../lib/paths.mjs';

function manifestOf(folder) {
  return JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8'));
}

/** The folder in which Node finds a package from another one. */
function find(from, name) {
  for (let folder = from; ; folder = path.dirname(folder)) {
    const candidate = path.join(folder, 'node_modules', name);
    if (existsSync(path.join(candidate, 'package.json'))) {
      return realpathSync(candidate);
    }
    if (folder === path.dirname(folder)) return undefined;
  }
}

/** The packages of this repository that are published: `{ folder, manifest }`. */
function published() {
  return ['packages', 'plugins']
    .flatMap(group =>
      readdirSync(inRoot(group)).map(name => inRoot(group, name)),
    )
    .map(folder => ({ folder, manifest: manifestOf(folder) }))
    .filter(({ manifest }) => !manifest.private);
}

/**
 * The manifests of all that an adopter installs with the published packages, but for these themselves and for what is for some machines only, by name
 * and version.
 */
export function installed() {
  const own = new Set(published().map(({ folder }) => folder));
  const seen = new Map();
  const queue = [...own];
  while (queue.length > 0) {
    const folder = queue.pop();
    if (seen.has(folder)) continue;
    const manifest = manifestOf(folder);
    seen.set(folder, manifest);
    const { dependencies, optionalDependencies } = manifest;
    for (const name of Object.keys({
      ...dependencies,
      ...optionalDependencies,
    })) {
      const found = find(folder, name);
      if (found) queue.push(found);
      else if (!optionalDependencies?.[name]) {
        throw new Error(`${name}, which ${manifest.name} needs, is missing.`);
      }
    }
  }
  for (const folder of own) seen.delete(folder);
  const byId = new Map(
    [...seen.values()]
      .filter(({ os, cpu }) => !os && !cpu)
      .map(manifest => [`${manifest.name}@${manifest.version}`, manifest]),
  );
  return [...byId.values()].sort((a, b) =>
    `${a.name}@${a.version}` < `${b.name}@${b.version}` ? -1 : 1,
  );
}
