import { Agent, request, type RequestOptions } from 'node:https';
import type { IncomingMessage } from 'node:http';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import type { KubernetesCounterpart } from './counterpart';

/** The body of a response. The comparison covers all of it, so it has no fixed type. */
// eslint-disable-next-line @typescript-eslint/no-explicit-any
export type Body = any;

export interface Answer {
  status: number;
  body: Body;
}

export interface CallOptions {
  body?: unknown;
  /** The media type of the body. Default `application/json`. */
  contentType?: string;
}

/** Sends requests to an API server, without knowledge of Kubernetes. */
export class Wire {
  readonly #agent: Agent;

  constructor(readonly counterpart: KubernetesCounterpart) {
    this.#agent = new Agent({
      keepAlive: true,
      ca: counterpart.certificateAuthority,
    });
  }

  async call(
    method: string,
    path: string,
    token: string,
    { body, contentType = 'application/json' }: CallOptions = {},
  ): Promise<Answer> {
    const response = await this.#send(method, path, token, {
      body,
      contentType,
    });
    const content = await text(response);
    return {
      status: response.statusCode ?? 0,
      body: /json/.test(response.headers['content-type'] ?? '')
        ? JSON.parse(content)
        : content,
    };
  }

  /** Returns the first events of a watch while `act` runs. */
  async watch(
    path: string,
    token: string,
    count: number,
    act: () => Promise<unknown>,
  ): Promise<Body[]> {
    const response = await this.#send('GET', path, token, {});
    const events: Body[] = [];
    const lines = createInterface({ input: response });
    const acted = act();
    for await (const line of lines) {
      events.push(JSON.parse(line));
      if (events.length === count) break;
    }
    response.destroy();
    await acted;
    return events;
  }

  close(): void {
    this.#agent.destroy();
  }

  #send(
    method: string,
    path: string,
    token: string,
    { body, contentType }: CallOptions,
  ): Promise<IncomingMessage> {
    const sent = typeof body === 'string' ? body : JSON.stringify(body);
    const options: RequestOptions = {
      method,
      agent: this.#agent,
      headers: {
        Accept: 'application/json, */*',
        Authorization: `Bearer ${token}`,
        'User-Agent': 'contract/1',
        // Without a length, Node.js sends no body with DELETE.
        ...(sent !== undefined && {
          'Content-Type': contentType,
          'Content-Length': Buffer.byteLength(sent),
        }),
      },
    };
    return new Promise((resolve, reject) => {
      const outgoing = request(
        `${this.counterpart.endpoint}${path}`,
        options,
        resolve,
      );
      outgoing.on('error', reject);
      outgoing.end(sent);
    });
  }
}
