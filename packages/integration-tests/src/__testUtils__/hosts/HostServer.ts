import http from 'node:http';
import https from 'node:https';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { azure } from './azure';
import { bitbucketCloud } from './bitbucketCloud';
import { bitbucketServer } from './bitbucketServer';
import { github } from './github';
import { gitlab } from './gitlab';
import { GitServer } from './GitServer';
import type {
  HostAnswer,
  HostEmulator,
  HostRequest,
  HostState,
  OpenedPullRequest,
} from './types';

/** The header with the original host of a redirected request. */
const HOST = 'x-emulated-host';
const GIT = /\/(info\/refs|git-upload-pack|git-receive-pack)$/;

function match(pattern: string, path: string) {
  const names = pattern.split('/');
  const values = path.split('/');
  if (names.length !== values.length) return undefined;
  const params: Record<string, string> = {};
  for (const [at, name] of names.entries()) {
    const value = decodeURIComponent(values[at]);
    if (name.startsWith(':')) params[name.slice(1)] = value;
    else if (name !== value) return undefined;
  }
  return params;
}

/** Emulates the 5 kinds of Git hosts: the parts of their APIs that Backstage's template actions use, and Git itself. */
export class HostServer {
  readonly #state: HostState = { git: new GitServer(), pullRequests: [] };
  readonly #emulators: HostEmulator[];
  readonly #server = http.createServer((req, res) => this.#serve(req, res));
  readonly #undo: (() => void)[] = [];
  /** Every API request, including those that no emulator supports. */
  readonly calls: HostRequest[] = [];

  constructor() {
    this.#emulators = [
      github(this.#state),
      gitlab(this.#state),
      bitbucketCloud(this.#state),
      bitbucketServer(this.#state),
      azure(this.#state),
    ];
  }

  get git(): GitServer {
    return this.#state.git;
  }

  get pullRequests(): OpenedPullRequest[] {
    return this.#state.pullRequests;
  }

  /** Starts the server. From now on, this process's requests to the hosts' names go to it. */
  async listen(): Promise<void> {
    await new Promise<void>(resolve =>
      this.#server.listen(0, '127.0.0.1', resolve),
    );
    this.#redirectFetch();
    this.#redirectHttps();
  }

  async close(): Promise<void> {
    this.#undo.forEach(undo => undo());
    this.#server.closeAllConnections();
    await new Promise(resolve => this.#server.close(resolve));
    this.git.close();
  }

  get #port(): number {
    return (this.#server.address() as AddressInfo).port;
  }

  #isEmulated(name: unknown): name is string {
    return this.#emulators.some(({ names }) => names.includes(String(name)));
  }

  #redirectFetch(): void {
    const original = globalThis.fetch;
    globalThis.fetch = async (input, init) => {
      const request = new Request(input, init);
      const url = new URL(request.url);
      if (!this.#isEmulated(url.hostname)) return original(input, init);
      const headers = new Headers(request.headers);
      headers.set(HOST, url.hostname);
      const { method } = request;
      const isRead = method === 'GET' || method === 'HEAD';
      return original(
        `http://127.0.0.1:${this.#port}${url.pathname}${url.search}`,
        { method, headers, ...(!isRead && { body: await request.text() }) },
      );
    };
    this.#undo.push(() => {
      globalThis.fetch = original;
    });
  }

  /** Redirects HTTPS requests. Git and the Azure DevOps client make them with a single options object. */
  #redirectHttps(): void {
    const original = https.request;
    const redirect = (
      options: https.RequestOptions,
      listener?: (res: http.IncomingMessage) => void,
    ) => {
      const name = options.hostname ?? options.host;
      if (!this.#isEmulated(name)) return original(options, listener);
      return http.request(
        {
          method: options.method,
          path: options.path,
          host: '127.0.0.1',
          port: this.#port,
          headers: {
            ...(options.headers as http.OutgoingHttpHeaders),
            [HOST]: name,
          },
        },
        listener,
      );
    };
    https.request = redirect as typeof https.request;
    this.#undo.push(() => {
      https.request = original;
    });
  }

  async #serve(
    req: http.IncomingMessage,
    res: http.ServerResponse,
  ): Promise<void> {
    const { pathname, searchParams } = new URL(req.url ?? '', 'http://host');
    const host = String(req.headers[HOST]);
    const emulator = this.#emulators.find(({ names }) => names.includes(host));
    const { authorization, 'private-token': token } = req.headers;
    if (!emulator || !(authorization ?? token)) {
      res.writeHead(401, { 'www-authenticate': 'Basic realm="git"' });
      res.end();
      return;
    }
    const git = GIT.exec(pathname);
    if (git) {
      const name = emulator.repositoryOf(
        decodeURIComponent(pathname.slice(0, git.index)).replace(/\.git$/, ''),
      );
      this.git.serve(name, git[0], req, res);
      return;
    }
    const body = await text(req);
    const { status, body: value } = this.#answer(emulator, {
      host,
      method: req.method ?? '',
      path: pathname,
      query: searchParams,
      body: body === '' ? undefined : JSON.parse(body),
    });
    res.writeHead(status, { 'content-type': 'application/json' });
    res.end(typeof value === 'string' ? value : JSON.stringify(value));
  }

  #answer({ routes }: HostEmulator, call: HostRequest): HostAnswer {
    this.calls.push(call);
    for (const [key, handle] of Object.entries(routes)) {
      const [method, route] = key.split(' ');
      const params =
        method === call.method ? match(route, call.path) : undefined;
      if (params) return handle({ ...call, params });
    }
    return {
      status: 404,
      body: { message: `${call.method} ${call.host}${call.path} is unknown` },
    };
  }
}
