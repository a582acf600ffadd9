import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { checkIntegrity } from './integrity.mjs';
import { cacheDir, inRoot, root } from './paths.mjs';
import { fetchNode, NODE_PACKAGES, NODE_VERSION, npm } from './pinnedNode.mjs';
import { runToEnd } from './processes.mjs';
import { Stop, withProgress } from './progress.mjs';

/** The pinned Yarn, to be run by Node. */
export const YARN = inRoot('.yarn', 'releases', 'yarn-4.18.1.cjs');

/** Of that file, `openssl dgst -sha512 -binary <file> | base64`: whatever changes it, but a new version, is not Yarn. */
const YARN_INTEGRITY =
  'sha512-suHnUk9lTydJ0ytOvLRiJHPLW8vEhd8gB+EqFU5QFipNeVUmdovF9bj4Fxe/153rJHKBPYb7WuLrVR+pyHKwjw==';

/** Whether the running Node will do: a 22 with what the libraries need, and with its headers beside it. */
function ownNode() {
  const [major, minor] = process.versions.node.split('.').map(Number);
  const folder = path.dirname(path.dirname(process.execPath));
  const complete = existsSync(path.join(folder, 'include', 'node', 'node.h'));
  return major === 22 && minor >= 15 && complete ? folder : undefined;
}

/** The pinned Node, where the user's other clones find it too. */
async function pinnedNode() {
  const platform = `${process.platform}-${process.arch}`;
  const pinned = NODE_PACKAGES[platform];
  if (!pinned) {
    throw new Stop(
      `This needs Node 22 (22.15 or later) and there is none to be had from npm for ${platform}: install Node 22, with its headers, and start again.`,
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

/** The environment without what npm put in, which would make node-gyp and Yarn read another tool's settings. */
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

/** Whether a compiled better-sqlite3 can be downloaded, so that nothing has to be built here. */
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

/** Stops with one sentence when a native build is needed and its tools are not there. */
export async function checkBuildTools({ abi }) {
  const missing = ['python3', 'make', 'g++'].filter(
    tool => spawnSync(tool, ['--version'], { stdio: 'ignore' }).error,
  );
  if (missing.length > 0 && !(await prebuiltReachable(abi))) {
    throw new Stop(
      `${missing.join(
        ', ',
      )} missing: better-sqlite3 has to be built on this machine, as no compiled one can be downloaded; install ${missing.join(
        ', ',
      )} and start again.`,
    );
  }
}

/** The pinned Node and Yarn, known to be those, and the environment to run them in. */
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
    /** The version of its binary interface, which compiled packages are made for. */
    abi: spawnSync(node, ['-p', 'process.versions.modules'])
      .stdout.toString()
      .trim(),
    env,
    /** Runs Yarn in the root. */
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
