const { execFileSync, spawn } = require('node:child_process');
const { once } = require('node:events');
const {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} = require('node:fs');
const { createServer } = require('node:net');
const { tmpdir } = require('node:os');
const { delimiter, join } = require('node:path');

/** Debian installs the servers of each version here, not on the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** Returns the folder of the PostgreSQL programs: the newest Debian version, or the first one on the PATH. */
function findPrograms() {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN).map(Number) : [];
  const folders = [
    ...versions
      .sort((a, b) => b - a)
      .map(version => join(DEBIAN, String(version), 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const found = folders.find(folder => existsSync(join(folder, 'initdb')));
  if (!found) {
    throw new Error(
      'No PostgreSQL on this machine. Install it: apt-get install postgresql',
    );
  }
  return found;
}

/** Returns the user that runs the server. PostgreSQL refuses to run as root, so root switches to the package's user. */
function whoRuns() {
  if (process.getuid?.() !== 0) return {};
  const id = flag => Number(execFileSync('id', [flag, 'postgres']));
  return { uid: id('-u'), gid: id('-g') };
}

async function freePort() {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address();
  server.close();
  await once(server, 'close');
  return port;
}

/** A PostgreSQL server with empty databases in its own folder. It can be stopped and restarted with the same data and port. */
exports.PostgresServer = class PostgresServer {
  #programs = findPrograms();
  #who = whoRuns();
  #folder = mkdtempSync(join(tmpdir(), 'irsa-postgres-'));
  #port;
  #process;

  /** Creates a server and starts it. */
  static async create() {
    const server = new PostgresServer();
    try {
      server.#initialize();
      server.#port = await freePort();
      await server.start();
    } catch (error) {
      await server.destroy();
      throw error;
    }
    return server;
  }

  /** The connection string for clients. */
  get connection() {
    return `postgresql://postgres@127.0.0.1:${this.#port}`;
  }

  #initialize() {
    const { uid, gid } = this.#who;
    if (uid !== undefined) chownSync(this.#folder, uid, gid);
    execFileSync(
      join(this.#programs, 'initdb'),
      [
        '-D',
        'data',
        '-U',
        'postgres',
        '-E',
        'UTF8',
        '--locale=C',
        '--auth=trust',
      ],
      {
        ...this.#who,
        cwd: this.#folder,
        stdio: ['ignore', 'ignore', 'inherit'],
      },
    );
  }

  /** Starts the server on its existing data. Resolves when it accepts connections. */
  async start() {
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${this.#port}`,
      'unix_socket_directories=',
      'fsync=off',
    ].flatMap(setting => ['-c', setting]);
    const child = spawn(
      join(this.#programs, 'postgres'),
      ['-D', 'data', ...settings],
      { ...this.#who, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = child;
    await new Promise((resolve, reject) => {
      let log = '';
      child.stderr.on('data', chunk => {
        log += chunk;
        if (log.includes('ready to accept connections')) resolve();
      });
      child.once('error', reject);
      child.once('exit', () => reject(new Error(`PostgreSQL ended:\n${log}`)));
    });
  }

  /**
   * Stops the server immediately, like a crash: it does not shut down cleanly, and recovers at the next start.
   * Source: "Shutting Down the Server", PostgreSQL documentation, on immediate shutdown.
   */
  async crash() {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGQUIT');
    await ended;
  }

  /** Stops the server and deletes its data. */
  async destroy() {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
};
