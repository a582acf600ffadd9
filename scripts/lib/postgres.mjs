import { execFileSync, spawn } from 'node:child_process';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import net from 'node:net';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { Stop } from './progress.mjs';

/** Debian keeps the servers of its versions here, and off the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** The folder of PostgreSQL's programs: the newest of Debian's, or the first on the PATH. */
function findPrograms() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : [];
  const folders = [
    ...versions
      .sort((a, b) => b - a)
      .map(version => path.join(DEBIAN, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(path.delimiter),
  ];
  const found = folders.find(folder => existsSync(path.join(folder, 'initdb')));
  if (!found) {
    throw new Stop(
      'The tests with several replicas need PostgreSQL and there is none: install it, as with apt-get install postgresql.',
    );
  }
  return found;
}

/** PostgreSQL refuses to run as root, so root becomes the user that the package brings. */
function whoRuns() {
  if (process.getuid?.() !== 0) return {};
  const id = flag =>
    Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }));
  return { uid: id('-u'), gid: id('-g') };
}

/** A port of this machine on which nobody listens. */
function freePort() {
  return new Promise((resolve, reject) => {
    const server = net.createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

/** Settles when the server takes connections. */
function ready(server) {
  return new Promise((resolve, reject) => {
    let log = '';
    server.stderr.on('data', chunk => {
      log += chunk;
      if (log.includes('ready to accept connections')) resolve();
    });
    server.once('error', reject);
    server.once('exit', code =>
      reject(new Stop(`PostgreSQL ended (${code}):\n${log}`)),
    );
  });
}

/** Starts a PostgreSQL with empty databases in a folder of its own, which `stop` deletes. */
export async function startPostgres() {
  const programs = findPrograms();
  const who = whoRuns();
  const folder = mkdtempSync(path.join(tmpdir(), 'irsa-postgres-'));
  const remove = () => rmSync(folder, { recursive: true, force: true });
  try {
    if (who.uid !== undefined) chownSync(folder, who.uid, who.gid);
    const data = path.join(folder, 'data');
    const options = { ...who, cwd: folder };
    execFileSync(
      path.join(programs, 'initdb'),
      ['-D', data, '-U', 'postgres', '-E', 'UTF8', '--locale=C', '-A', 'trust'],
      { ...options, stdio: ['ignore', 'ignore', 'inherit'] },
    );
    const port = await freePort();
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${port}`,
      'unix_socket_directories=',
      'fsync=off',
    ].flatMap(setting => ['-c', setting]);
    const server = spawn(
      path.join(programs, 'postgres'),
      ['-D', data, ...settings],
      { ...options, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    const ended = new Promise(resolve => server.once('close', resolve));
    await ready(server);
    return {
      url: `postgresql://postgres@127.0.0.1:${port}`,
      stop: async () => {
        server.kill('SIGINT');
        await ended;
        remove();
      },
    };
  } catch (error) {
    remove();
    throw error;
  }
}
