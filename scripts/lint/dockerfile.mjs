// Checks the Dockerfile of the host without building it. The workflow `ci.yml` builds and starts the image.
import { readFileSync } from 'node:fs';
import { validate } from 'dockerfile-utils';
import { inRoot } from '../lib/paths.mjs';
import { NODE_VERSION } from '../lib/pinnedNode.mjs';

const FILE = 'packages/backend/Dockerfile';

/** Returns the errors in a Dockerfile, one sentence each. */
function faultsOf(text) {
  const faults = validate(text).map(
    ({ message, range }) => `${FILE}:${range.start.line + 1}: ${message}`,
  );
  if (!text.includes(`ARG NODE_VERSION=${NODE_VERSION}\n`)) {
    faults.push(
      `${FILE}: NODE_VERSION is not ${NODE_VERSION}, the tested version.`,
    );
  }
  const [last] = text.split(/^FROM /m).slice(-1);
  const [, user] = [...last.matchAll(/^USER (\S+)/gm)].at(-1) ?? [];
  if (user === undefined || /^(root|0)(:|$)/.test(user)) {
    faults.push(`${FILE}: the image runs as root. Set another USER.`);
  }
  return faults;
}

const faults = faultsOf(readFileSync(inRoot(FILE), 'utf8'));
for (const fault of faults) console.error(fault);
process.exitCode = faults.length > 0 ? 1 : 0;
