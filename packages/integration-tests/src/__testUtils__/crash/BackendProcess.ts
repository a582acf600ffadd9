import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { JsonObject } from '@backstage/types';
import { API } from '../host';
import { childBundle } from './bundle';

/** The response of a backend. */
export interface Answer {
  status: number;
  body: JsonObject;
}

/** The plugin in a separate process that can be killed, with its database in files. */
export class BackendProcess {
  readonly #child: ChildProcess;
  readonly #url: string;

  /**
   * Starts the process. If it fails to start, throws its error output. `cache` is a folder for Node.js's compile cache, which speeds up later starts.
   */
  static async start(
    config: JsonObject,
    options: { cache: string; env?: NodeJS.ProcessEnv },
  ): Promise<BackendProcess> {
    const child = spawn(process.execPath, [await childBundle()], {
      env: {
        ...process.env,
        ...options.env,
        NODE_COMPILE_CACHE: options.cache,
      },
    });
    let said = '';
    child.stderr.on('data', chunk => {
      said += chunk;
    });
    child.stdin.write(`${JSON.stringify(config)}\n`);
    const port = await new Promise<number>((resolve, reject) => {
      createInterface(child.stdout).on('line', line => {
        if (/^\d+$/.test(line)) resolve(Number(line));
      });
      child.once('exit', () => reject(new Error(`No backend. ${said}`)));
    });
    return new BackendProcess(child, `http://localhost:${port}${API}`);
  }

  private constructor(child: ChildProcess, url: string) {
    this.#child = child;
    this.#url = url;
  }

  /** Sends SIGKILL immediately. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** Waits until the process ends. Returns the signal that ended it. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    return this.#child.signalCode;
  }

  /** Sends a request as the mocked user. Fails if the process dies in the meantime. */
  async ask(
    method: string,
    path: string,
    body?: object,
    headers: Record<string, string> = {},
  ): Promise<Answer> {
    const response = await fetch(`${this.#url}${path}`, {
      method,
      headers: {
        'content-type': 'application/json',
        connection: 'close',
        ...headers,
      },
      ...(body && { body: JSON.stringify(body) }),
    });
    const text = await response.text();
    return {
      status: response.status,
      body: text === '' ? {} : JSON.parse(text),
    };
  }
}
