import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createInterface } from 'node:readline';
import type { JsonObject } from '@backstage/types';
import { API } from '../host';
import { childBundle } from './bundle';

/** What a backend answered. */
export interface Answer {
  status: number;
  body: JsonObject;
}

/** Our plugin in a real process, with its database in files, which can be killed. */
export class BackendProcess {
  readonly #child: ChildProcess;
  readonly #url: string;

  /** Starts it. What it says of an error at its start is in the error thrown. `cache` is a folder for what Node compiled, which makes later starts faster. */
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

  /** Sends SIGKILL, now. */
  kill(): void {
    this.#child.kill('SIGKILL');
  }

  /** By which signal it ended, once it has. */
  async ended(): Promise<NodeJS.Signals | null> {
    if (this.#child.exitCode === null && this.#child.signalCode === null) {
      await once(this.#child, 'exit');
    }
    return this.#child.signalCode;
  }

  /** As the mocked user. Fails when the process dies meanwhile. */
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
