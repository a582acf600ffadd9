import { execFileSync, spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import {
  chownSync,
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
} from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { delimiter, join } from 'node:path';

/** Debian keeps the servers of its versions here, and off the PATH. */
const DEBIAN = '/usr/lib/postgresql';

/** PostgreSQL refuses to run as root, so root becomes the user that the package brings. */
function whoRuns(): { uid?: number; gid?: number } {
  if (process.getuid?.() !== 0) return {};
  const id = (flag: string) => Number(execFileSync('id', [flag, 'postgres']));
  return { uid: id('-u'), gid: id('-g') };
}

/** The folder of PostgreSQL's programs. */
function programs(): string {
  const versions = existsSync(DEBIAN) ? readdirSync(DEBIAN) : [];
  const folders = [
    ...versions.map(version => join(DEBIAN, version, 'bin')),
    ...(process.env.PATH ?? '').split(delimiter),
  ];
  const folder = folders.find(each => existsSync(join(each, 'initdb')));
  if (!folder) throw new Error('There is no PostgreSQL on this machine.');
  return folder;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

/** A PostgreSQL of one test's own, which can be stopped and started again on the same data and port. */
export class PostgresServer {
  readonly #folder: string;
  readonly #who: { uid?: number; gid?: number };
  readonly #port: number;
  #process?: ChildProcess;

  /** Makes an empty one and starts it. */
  static async create(): Promise<PostgresServer> {
    const who = whoRuns();
    const folder = mkdtempSync(join(tmpdir(), 'irsa-postgres-'));
    if (who.uid !== undefined && who.gid !== undefined) {
      chownSync(folder, who.uid, who.gid);
    }
    execFileSync(
      join(programs(), 'initdb'),
      [
        '-D',
        join(folder, 'data'),
        '-U',
        'postgres',
        '-E',
        'UTF8',
        '-A',
        'trust',
      ],
      { ...who, cwd: folder, stdio: 'ignore' },
    );
    const server = new PostgresServer(folder, who, await freePort());
    await server.start();
    return server;
  }

  private constructor(
    folder: string,
    who: { uid?: number; gid?: number },
    port: number,
  ) {
    this.#folder = folder;
    this.#who = who;
    this.#port = port;
  }

  /** How clients connect. */
  get connection() {
    return {
      host: '127.0.0.1',
      port: this.#port,
      user: 'postgres',
      database: 'postgres',
    };
  }

  /** Starts it on the data that it has. Settles once it takes connections. */
  async start(): Promise<void> {
    const settings = [
      'listen_addresses=127.0.0.1',
      `port=${this.#port}`,
      'unix_socket_directories=',
    ].flatMap(setting => ['-c', setting]);
    const child = spawn(
      join(programs(), 'postgres'),
      ['-D', join(this.#folder, 'data'), ...settings],
      { ...this.#who, cwd: this.#folder, stdio: ['ignore', 'ignore', 'pipe'] },
    );
    this.#process = child;
    await new Promise<void>((resolve, reject) => {
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
   * Stops it at once, as a crash does: it leaves nothing in order, and recovers when it is started again.
   *
   * Source: "Shutting Down the Server", PostgreSQL documentation, on immediate shutdown.
   */
  async crash(): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null) return;
    const ended = once(child, 'exit');
    child.kill('SIGQUIT');
    await ended;
  }

  /** Stops it and deletes what it has. */
  async destroy(): Promise<void> {
    await this.crash();
    rmSync(this.#folder, { recursive: true, force: true });
  }
}
