import { spawn, type ChildProcess } from 'node:child_process';
import { createServer, type AddressInfo } from 'node:net';

/** The number of last log characters that are kept to explain why a program ended. */
const LOG_CHARACTERS = 4000;

/** A server process that was started. */
export interface Program {
  /** Rejects with the end of the log if the process ends. It never resolves. */
  ended: Promise<never>;
  stop(): Promise<void>;
}

/** Starts a server process that runs until it is stopped. */
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
      // A graceful stop is not needed, because its data is deleted too.
      child.kill('SIGKILL');
      await exit;
    },
  };
}

/** Returns different free ports of the loopback interface. */
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
