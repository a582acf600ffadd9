import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** How much of a program's log is kept to tell why it ended. */
const LOG_CHARACTERS = 4000;

/** A server that was started, and its last words. */
export interface Program {
  /** Rejects when it ends by itself. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

/** Starts a server that runs until it is stopped. */
export function startProgram(file: string, args: string[]): Program {
  const child: ChildProcess = spawn(file, args, {
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  let log = '';
  const keep = (chunk: Buffer) => {
    log = `${log}${chunk}`.slice(-LOG_CHARACTERS);
  };
  child.stdout?.on('data', keep);
  child.stderr?.on('data', keep);
  const exit = new Promise<string>(resolve => {
    child.once('error', error => resolve(error.message));
    child.once('exit', code => resolve(`exit code ${code}`));
  });
  const ended = exit.then(how => {
    throw new Error(`${file} ended (${how}):\n${log}`);
  });
  ended.catch(() => {});
  return {
    ended,
    stop: async () => {
      // What it holds is thrown away with it, so it need not be asked nicely.
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Ports of the loopback interface that are free, all different. */
export async function freePorts(count: number): Promise<number[]> {
  const servers = await Promise.all(
    Array.from({ length: count }, async () => {
      const server = createServer();
      await new Promise<void>((resolve, reject) => {
        server.once('error', reject);
        server.listen(0, '127.0.0.1', resolve);
      });
      return server;
    }),
  );
  const ports = servers.map(server => (server.address() as AddressInfo).port);
  await Promise.all(
    servers.map(server => new Promise(resolve => server.close(resolve))),
  );
  return ports;
}
