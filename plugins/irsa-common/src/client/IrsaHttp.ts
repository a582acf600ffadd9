import { ResponseError } from '@backstage/errors';
import type {
  AnswerOf,
  BodyOf,
  Method,
  PathOf,
  PathValues,
  QueryValues,
} from './operations';

/** The services that an {@link IrsaClient} needs. @public */
export interface IrsaClientOptions {
  discoveryApi: { getBaseUrl(pluginId: string): Promise<string> };
  /** Adds the identity of the caller to each request. */
  fetchApi: { fetch: typeof fetch };
}

interface RequestParts<M extends Method, P extends PathOf<M>> {
  path?: PathValues<M, P>;
  query?: QueryValues<M, P>;
  body?: BodyOf<M, P>;
  headers?: Record<string, string>;
}

/** Sends the requests that the OpenAPI document describes. Status codes outside 200 to 299 reject with a `ResponseError`. */
export class IrsaHttp {
  readonly #options: IrsaClientOptions;

  constructor(options: IrsaClientOptions) {
    this.#options = options;
  }

  get<P extends PathOf<'get'>>(
    url: P,
    path?: PathValues<'get', P>,
    query?: QueryValues<'get', P>,
  ): Promise<AnswerOf<'get', P, 200>> {
    return this.send('get', url, { path, query });
  }

  post<P extends PathOf<'post'>>(
    url: P,
    path?: PathValues<'post', P>,
    body?: BodyOf<'post', P>,
  ): Promise<AnswerOf<'post', P, 200 | 201>> {
    return this.send('post', url, { path, body });
  }

  async file<P extends PathOf<'get'>>(
    url: P,
    path: PathValues<'get', P>,
    query: QueryValues<'get', P>,
  ): Promise<Blob> {
    return (await this.#fetch('get', url, { path, query })).blob();
  }

  async send<M extends Method, P extends PathOf<M>>(
    method: M,
    url: P,
    parts: RequestParts<M, P>,
  ): Promise<AnswerOf<M, P, 200 | 201>> {
    return (await this.#fetch(method, url, parts)).json();
  }

  /** Starts work that continues after the response. */
  async start<M extends Method, P extends PathOf<M>>(
    method: M,
    url: P,
    parts: RequestParts<M, P>,
  ): Promise<AnswerOf<M, P, 202>> {
    const headers = { Prefer: 'respond-async' };
    return (await this.#fetch(method, url, { ...parts, headers })).json();
  }

  async #fetch<M extends Method, P extends PathOf<M>>(
    method: M,
    url: P,
    { path, query, body, headers }: RequestParts<M, P>,
  ): Promise<Response> {
    const { discoveryApi, fetchApi } = this.#options;
    const baseUrl = await discoveryApi.getBaseUrl('irsa');
    const target = `${baseUrl}${fill(url, path)}${queryString(query)}`;
    const response = await fetchApi.fetch(target, {
      method: method.toLocaleUpperCase('en-US'),
      headers: {
        ...headers,
        ...(body && { 'Content-Type': 'application/json' }),
      },
      body: body && JSON.stringify(body),
    });
    if (!response.ok) throw await ResponseError.fromResponse(response);
    return response;
  }
}

function fill(url: string, path: object = {}): string {
  return Object.entries(path).reduce(
    (filled, [name, value]) =>
      filled.replace(`{${name}}`, () => encodeURIComponent(value)),
    url,
  );
}

function queryString(query: object = {}): string {
  const given = Object.entries(query).filter(
    ([, value]) => value !== undefined,
  );
  return given.length > 0
    ? `?${new URLSearchParams(
        given.map(([name, value]) => [name, String(value)]),
      )}`
    : '';
}
