import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkIntegrity } from './integrity.mjs';
import { cacheDir, inRoot, root } from './paths.mjs';
import { fetchNode, NODE_PACKAGES, NODE_VERSION, npm } from './pinnedNode.mjs';
import { runToEnd } from './processes.mjs';
import { Stop, withProgress } from './progress.mjs';

/** The script of the pinned Yarn, which Node runs. */
export const YARN = inRoot('.yarn', 'releases', 'yarn-4.18.1.cjs');

/** The hash of that file (`openssl dgst -sha512 -binary <file> | base64`). It must change only with a new Yarn version. */
const YARN_INTEGRITY =
  'sha512-suHnUk9lTydJ0ytOvLRiJHPLW8vEhd8gB+EqFU5QFipNeVUmdovF9bj4Fxe/153rJHKBPYb7WuLrVR+pyHKwjw==';

/** Returns the folder of the running Node if it is Node 22.15 or later with its headers; else undefined. */
function ownNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const folder = path.dirname(path.dirname(process.execPath));
  const complete = existsSync(path.join(folder, 'include', 'node', 'node.h'));
  return major === 22 && minor >= 15 && complete ? folder : undefined;
}

/** Returns the folder of the pinned Node, which all clones of the user share. Downloads it if it is missing. */
async function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`;
  const pinned = NODE_PACKAGES[platform];
  if (!pinned) {
    throw new Stop(
      `This needs Node 22 (22.15 or later), and npm has none for ${platform}. Install Node 22 with its headers, and run the command again.`,
    );
  }
  const folder = path.join(cacheDir, `node-${NODE_VERSION}-${platform}`);
  const node = path.join(folder, 'node_modules', pinned.name);
  return existsSync(node)
    ? node
    : withProgress(
        `Fetching Node ${NODE_VERSION} (this machine runs ${process.versions.node})`,
        fetchNode(pinned, folder),
      );
}

/** Returns the environment without the variables of npm, which would make node-gyp and Yarn read settings of npm. */
function cleanEnv() {
  const env = Object.fromEntries(
    Object.entries(process.env).filter(
      ([key]) => !/^(npm_|INIT_CWD$|NODE$)/i.test(key),
    ),
  );
  const registry = process.env.npm_config_registry;
  if (registry && !env.YARN_NPM_REGISTRY_SERVER) {
    env.YARN_NPM_REGISTRY_SERVER = registry.replace(/\/$/, '');
  }
  return env;
}

/** Checks whether a compiled better-sqlite3 can be downloaded, so that no local build is needed. */
async function prebuiltReachable(abi) {
  const lock = readFileSync(inRoot('yarn.lock'), 'utf8');
  const version = /^"better-sqlite3@[^\n]*\n {2}version: (\S+)/m.exec(
    lock,
  )?.[1];
  const url = `https://github.com/WiseLibs/better-sqlite3/releases/download/v${version}/better-sqlite3-v${version}-node-v${abi}-${process.platform}-${process.arch}.tar.gz`;
  try {
    const answer = await fetch(url, {
      method: 'HEAD',
      signal: AbortSignal.timeout(5_000),
    });
    return answer.ok;
  } catch {
    return false;
  }
}

/** Throws a {@link Stop} if a native build is needed and its tools are missing. */
export async function checkBuildTools({ abi }) {
  const missing = ['python3', 'make', 'g++'].filter(
    tool => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error,
  );
  if (missing.length > 0 && !(await prebuiltReachable(abi))) {
    throw new Stop(
      `${missing.join(
        ', ',
      )} missing: better-sqlite3 must be compiled on this machine, because no compiled version can be downloaded. Install ${missing.join(
        ', ',
      )} and run the command again.`,
    );
  }
}

/** Returns Node and the verified pinned Yarn, and the environment to run them in. */
export async function toolchain() {
  checkIntegrity(YARN, { what: 'Yarn', integrity: YARN_INTEGRITY });
  const nodeFolder = ownNode() ?? (await pinnedNode());
  const bin = path.join(nodeFolder, 'bin');
  const env = {
    ...cleanEnv(),
    PATH: [bin, inRoot('node_modules', '.bin'), process.env.PATH].join(
      path.delimiter,
    ),
    npm_config_nodedir: nodeFolder,
    YARN_ENABLE_TELEMETRY: '0',
  };
  const node = path.join(bin, 'node');
  return {
    nodeFolder,
    node,
    /** The ABI version of Node, for which native packages are compiled. */
    abi: spawnSync(node, ['-p', 'process.versions.modules'])
      .stdout.toString()
      .trim(),
    env,
    /** Runs Yarn in the root folder. */
    yarn: (args, options) =>
      runToEnd({
        command: node,
        args: [YARN, ...args],
        cwd: root,
        env,
        ...options,
      }),
    /** Runs npm. */
    npm: (args, options) => npm(args, { node, env, ...options }),
  };
}
