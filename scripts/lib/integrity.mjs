import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { Stop } from './progress.mjs';

/** Returns the npm integrity of a file: its SHA-512 hash in base64. */
function integrityOf(file) {
  const hash = createHash('sha512').update(readFileSync(file));
  return `sha512-${hash.digest('base64')}`;
}

/** Throws a {@link Stop} if a file is not the one that this repository pins. Called before any code of the file runs. */
export function checkIntegrity(file, { what, integrity }) {
  const found = integrityOf(file);
  if (found !== integrity) {
    throw new Stop(
      `${what} is not the file that this repository pins: its integrity is ${found} instead of ${integrity}. It was not run. Check the source of ${file}.`,
    );
  }
}
