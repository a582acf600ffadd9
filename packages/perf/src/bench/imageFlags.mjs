import { readFileSync } from 'node:fs';
import { inRoot } from '../../../../scripts/lib/paths.mjs';

/** Returns the flags for Node with which the image of this repository starts the backend. Benchmarks start it in the same way. */
export function imageFlags() {
  const dockerfile = inRoot('packages', 'backend', 'Dockerfile');
  const [, command] = /^CMD (\[.*\])$/m.exec(readFileSync(dockerfile, 'utf8'));
  const [, ...args] = JSON.parse(command);
  return args.slice(0, args.indexOf('--require'));
}
