import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Stop } from '../../../../scripts/lib/progress.mjs';

/** Returns the Backstage packages that a lock file contains in several versions, as `name: versions`. */
export function twice(directory) {
  const lock = readFileSync(path.join(directory, 'yarn.lock'), 'utf8');
  const versions = new Map();
  for (const [, name, version] of lock.matchAll(
    /resolution: "(@backstage\/[^@"]+)@npm:([^"]+)"/g,
  )) {
    versions.set(name, [...(versions.get(name) ?? []), version]);
  }
  return [...versions]
    .filter(([, list]) => list.length > 1)
    .map(([name, list]) => `${name}: ${list.join(', ')}`);
}

/** Stops if an install added a second version of a Backstage package, which would have its own contexts and references. */
export function expectNoMore(before, directory) {
  const more = twice(directory).filter(each => !before.includes(each));
  if (more.length > 0) {
    throw new Stop(
      `Our packages bring second versions of Backstage's own:\n${more.join(
        '\n',
      )}\nTheir ranges have to take the version that the app has.`,
    );
  }
}
