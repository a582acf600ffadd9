import http from 'node:http';
import { connect, type AddressInfo } from 'node:net';

const USER = 'backstage';
const PASSWORD = 'not-for-logs';
const EXPECTED = `Basic ${Buffer.from(`${USER}:${PASSWORD}`).toString(
  'base64',
)}`;

/** An HTTP proxy that requires a password. */
export interface AuthenticatingProxy {
  /** The URL with user and password. */
  url: string;
  password: string;
  /** The hosts that clients reached through the proxy, with their ports. */
  reached: Set<string>;
  refused: () => number;
  close(): Promise<void>;
}

/** Starts a proxy on this machine. */
export async function startProxy(): Promise<AuthenticatingProxy> {
  const reached = new Set<string>();
  let refused = 0;
  const isKnown = ({ headers }: http.IncomingMessage) => {
    const known = headers['proxy-authorization'] === EXPECTED;
    if (!known) refused += 1;
    return known;
  };
  const server = http.createServer((asked, answer) => {
    if (!isKnown(asked)) {
      answer.writeHead(407, { 'Proxy-Authenticate': 'Basic' }).end();
      return;
    }
    const url = new URL(asked.url!);
    reached.add(url.host);
    const { 'proxy-authorization': _, ...headers } = asked.headers;
    const sent = http.request(url, { method: asked.method, headers });
    sent.on('response', response => {
      answer.writeHead(response.statusCode!, response.headers);
      response.pipe(answer);
    });
    sent.on('error', () => answer.destroy());
    asked.pipe(sent);
  });
  server.on('connect', (asked, socket, head) => {
    if (!isKnown(asked)) {
      socket.end(
        'HTTP/1.1 407 Proxy Authentication Required\r\nProxy-Authenticate: Basic\r\n\r\n',
      );
      return;
    }
    const [host, port] = asked.url!.split(':');
    reached.add(asked.url!);
    const target = connect(Number(port), host, () => {
      socket.write('HTTP/1.1 200 Connection Established\r\n\r\n');
      target.write(head);
      target.pipe(socket).pipe(target);
    });
    target.on('error', () => socket.destroy());
    socket.on('error', () => target.destroy());
  });
  await new Promise<void>(resolve => {
    server.listen(0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://${USER}:${PASSWORD}@127.0.0.1:${port}`,
    password: PASSWORD,
    reached,
    refused: () => refused,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
