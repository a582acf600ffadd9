import type {
  IncomingMessage,
  RequestListener,
  Server,
  ServerResponse,
} from 'node:http';
import type { Breakage } from '../disturbances/kind';

/** An HTTP request with its whole body. */
export interface HttpRequest {
  method: string;
  /** The path as it was sent: percent-encoded, without the query. */
  path: string;
  /** The query as it was sent, without `?`. */
  query: string;
  /** The headers by name in lower case. Repeated headers are joined with a comma. */
  headers: ReadonlyMap<string, string>;
  body: Buffer;
}

export interface HttpResponse {
  status: number;
  headers: Record<string, string>;
  body: string | Buffer;
  /** The point at which the connection breaks, if a disturbance breaks it. */
  breaks?: Breakage;
}

/** The request body is larger than the sandbox accepts. */
class BodyTooLargeError extends Error {
  constructor(limit: number) {
    super(`The request body is larger than ${limit} bytes`);
    this.name = 'BodyTooLargeError';
  }
}

/**
 * The server cannot listen on an address. The message is one sentence for the person at the terminal.
 *
 * @public
 */
export class ListenError extends Error {
  constructor(message: string) {
    super(message);
    this.name = 'ListenError';
  }
}

const BODY_LIMIT = 64 * 1024 * 1024;

/** Reads the request and its body. Throws {@link BodyTooLargeError} if the body is larger than 64 MiB. */
async function readRequest(incoming: IncomingMessage): Promise<HttpRequest> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of incoming) {
    size += chunk.length;
    if (size > BODY_LIMIT) {
      throw new BodyTooLargeError(BODY_LIMIT);
    }
    chunks.push(chunk);
  }
  const url = incoming.url ?? '/';
  const mark = url.indexOf('?');
  return {
    method: incoming.method ?? 'GET',
    path: mark < 0 ? url : url.slice(0, mark),
    query: mark < 0 ? '' : url.slice(mark + 1),
    headers: headersOf(incoming),
    body: Buffer.concat(chunks),
  };
}

function headersOf(incoming: IncomingMessage): Map<string, string> {
  const headers = new Map<string, string>();
  for (const [name, values] of Object.entries(incoming.headersDistinct)) {
    headers.set(name, (values ?? []).join(','));
  }
  return headers;
}

/** The address to listen on. `setting` names the option that chooses another port. */
export interface ListenAddress {
  host: string;
  port: number;
  setting: string;
}

/** Returns a {@link ListenError} that explains why the server cannot listen. Returns any other error unchanged. */
export function listenError(
  error: unknown,
  { host, port, setting }: ListenAddress,
): unknown {
  const code = codeOf(error);
  switch (code) {
    case 'EADDRINUSE':
      return new ListenError(
        `Port ${port} on ${host} is in use by another program. Stop it, or set another port with ${setting}.`,
      );
    case 'EACCES':
    case 'EADDRNOTAVAIL':
      return new ListenError(
        `Cannot listen on port ${port} of ${host} (${code}). Set another port with ${setting}.`,
      );
    default:
      return error;
  }
}

function codeOf(error: unknown): unknown {
  return typeof error === 'object' && error !== null && 'code' in error
    ? error.code
    : undefined;
}

/**
 * Starts listening and returns the bound port: the given port, or a free one for 0. Throws {@link ListenError} if the port is in use or not
 * permitted.
 */
export function listen(
  server: Server,
  address: ListenAddress,
): Promise<number> {
  const { host, port } = address;
  return new Promise((resolve, reject) => {
    server.once('error', error => reject(listenError(error, address)));
    server.listen(port, host, () => {
      server.removeAllListeners('error');
      const bound = server.address();
      resolve(typeof bound === 'object' && bound ? bound.port : port);
    });
  });
}

/** Stops listening and closes all open connections. */
export function close(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/**
 * Returns a request listener that reads the whole request and sends the whole response. An unexpected error becomes a 500 response with its message.
 * This message never contains a secret, because operations throw their own errors for all foreseen cases.
 */
export function listener(
  answer: (request: HttpRequest) => Promise<HttpResponse>,
): RequestListener {
  return async (incoming, outgoing) => {
    let response: HttpResponse;
    try {
      response = await answer(await readRequest(incoming));
    } catch (error) {
      response = {
        status: error instanceof BodyTooLargeError ? 413 : 500,
        headers: { 'content-type': 'text/plain' },
        body: error instanceof Error ? error.message : 'Internal error',
      };
    }
    if (response.breaks === 'before-answer') {
      outgoing.destroy();
      return;
    }
    outgoing.writeHead(response.status, {
      ...response.headers,
      'content-length':
        response.headers['content-length'] ??
        String(Buffer.byteLength(response.body)),
    });
    if (response.breaks === 'in-answer') {
      breakOff(outgoing, response.body);
      return;
    }
    outgoing.end(incoming.method === 'HEAD' ? undefined : response.body);
  };
}

/** Sends half of the body and then closes the connection. */
export function breakOff(
  outgoing: ServerResponse,
  body: string | Buffer,
): void {
  const bytes = Buffer.from(body as string);
  outgoing.write(bytes.subarray(0, Math.ceil(bytes.length / 2)), () =>
    outgoing.destroy(),
  );
}
