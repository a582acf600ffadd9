import { execFileSync } from 'node:child_process';
import { mkdirSync, rmSync } from 'node:fs';
import path from 'node:path';
import { packedDir } from './list.mjs';

/** The folder of an unpacked package. */
export const inPackage = (folder, { name }) =>
  path.join(folder, 'node_modules', name);

/** Unpacks the packages side by side, as an install would. What they depend on beside each other is found in the root of this repository. */
export function unpack(packages) {
  rmSync(path.join(packedDir, 'node_modules'), {
    recursive: true,
    force: true,
  });
  for (const each of packages) {
    const directory = inPackage(packedDir, each);
    mkdirSync(directory, { recursive: true });
    execFileSync('tar', [
      '-xzf',
      each.tarball,
      '-C',
      directory,
      '--strip-components=1',
    ]);
  }
  return packedDir;
}

/** The `package.json` in a packed package. */
export function readManifest(tarball) {
  return JSON.parse(
    execFileSync('tar', ['-xzOf', tarball, 'package/package.json'], {
      encoding: 'utf8',
    }),
  );
}
