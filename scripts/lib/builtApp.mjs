import { createHash } from 'node:crypto';
import {
  existsSync,
  readdirSync,
  readFileSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { inRoot, toolsDir } from './paths.mjs';

const STAMP = path.join(toolsDir, 'built-app');

/** The files and folders that determine the built app. */
const MADE_OF = [
  'yarn.lock',
  'packages/app/package.json',
  'packages/app/public',
  'packages/app/src',
  'packages/core/src',
  'packages/iam-policy/src',
  'plugins/irsa/package.json',
  'plugins/irsa/src',
  'plugins/irsa-common/src',
];

function filesIn(place) {
  return statSync(place).isDirectory()
    ? readdirSync(place)
        .sort()
        .flatMap(name => filesIn(path.join(place, name)))
    : [place];
}

function contentHash() {
  const hash = createHash('sha256');
  for (const file of MADE_OF.flatMap(name => filesIn(inRoot(name)))) {
    hash.update(file).update(readFileSync(file));
  }
  return hash.digest('hex');
}

/**
 * Builds the app for production, unless the existing build has the same sources.
 * @param {object} tools
 * @param {string} logFile
 * @param {boolean} [idle] - whether the build runs with low priority
 */
export async function buildApp(tools, logFile, idle = false) {
  const wanted = contentHash();
  const isBuilt =
    existsSync(inRoot('packages', 'app', 'dist', 'index.html')) &&
    existsSync(STAMP) &&
    readFileSync(STAMP, 'utf8') === wanted;
  if (isBuilt) return;
  await tools.yarn(['workspace', 'app', 'build'], {
    what: 'Building the app',
    logFile,
    onStart: ({ pid }) => {
      if (idle) os.setPriority(pid, os.constants.priority.PRIORITY_LOW);
    },
  });
  writeFileSync(STAMP, wanted);
}
