import { setTimeout as sleep } from 'node:timers/promises';
import type { Answer, Body, CallOptions, Wire } from './wire';

const PATIENCE_MS = 20_000;
const POLL_MS = 50;

/** A request and its response, for comparison with another counterpart's. */
export interface Exchange {
  question: string;
  answer: unknown;
}

/** The session of one case: its user, its namespace, and the recorded exchanges. */
export class Session {
  static create(wire: Wire, namespace: string): Session {
    return new Session(wire, wire.counterpart.token, namespace, []);
  }

  private constructor(
    readonly wire: Wire,
    readonly token: string,
    /** The namespace of this case only. */
    readonly namespace: string,
    /** The recorded exchanges. Undefined if nothing is to be compared. */
    readonly exchanges: Exchange[] | undefined,
  ) {}

  /** Returns a session of another user that records to the same list. */
  as(token: string): Session {
    return new Session(this.wire, token, this.namespace, this.exchanges);
  }

  /** Returns a session for calls that a case needs but that are not compared. */
  get aside(): Session {
    return new Session(this.wire, this.token, this.namespace, undefined);
  }

  /** Returns a path in the namespace of the case, in the core group or another one. */
  path(rest: string, group = '/api/v1'): string {
    return `${group}/namespaces/${this.namespace}/${rest}`;
  }

  async call(
    method: string,
    path: string,
    options: CallOptions = {},
  ): Promise<Answer> {
    const answer = await this.wire.call(method, path, this.token, options);
    this.exchanges?.push({ question: `${method} ${path}`, answer });
    return answer;
  }

  get(path: string) {
    return this.call('GET', path);
  }

  post(path: string, body: unknown) {
    return this.call('POST', path, { body });
  }

  put(path: string, body: unknown) {
    return this.call('PUT', path, { body });
  }

  delete(path: string, body?: unknown) {
    return this.call('DELETE', path, { body });
  }

  /** Sends a patch, by default a merge patch. */
  patch(path: string, body: unknown, kind = 'merge-patch+json') {
    return this.call('PATCH', path, {
      body,
      contentType: `application/${kind}`,
    });
  }

  /** Sends a server-side apply request. */
  apply(path: string, body: unknown, query = 'fieldManager=contract') {
    return this.patch(`${path}?${query}`, body, 'apply-patch+yaml');
  }

  async watch(
    path: string,
    count: number,
    act: () => Promise<unknown>,
  ): Promise<Body[]> {
    const events = await this.wire.watch(path, this.token, count, act);
    this.exchanges?.push({ question: `WATCH ${path}`, answer: events });
    return events;
  }

  /** Repeats a request until the response is as expected, because controllers and caches take time. Records only the last response. */
  async eventually(
    ask: (session: Session) => Promise<Answer>,
    isWanted: (answer: Answer) => boolean,
  ): Promise<Answer> {
    const last = Date.now() + PATIENCE_MS;
    for (;;) {
      const exchanges: Exchange[] = [];
      const attempt = new Session(
        this.wire,
        this.token,
        this.namespace,
        exchanges,
      );
      const answer = await ask(attempt);
      if (isWanted(answer) || Date.now() > last) {
        this.exchanges?.push(...exchanges);
        return answer;
      }
      await sleep(POLL_MS);
    }
  }
}
