import http from 'node:http';
import { pipeline } from 'node:stream';

/** Forwards requests from `port` to the server on port `from`, both on this machine. Settles when it listens. */
export function serveAlsoAt(port, from) {
  const server = http.createServer((req, res) => {
    const { method, url, headers } = req;
    const forwarded = http.request(
      { host: '127.0.0.1', port: from, method, path: url, headers },
      answer => {
        res.writeHead(answer.statusCode, answer.headers);
        pipeline(answer, res, () => {});
      },
    );
    // The browser retries, and the process that started the server reports its end.
    forwarded.once('error', () => res.destroy());
    pipeline(req, forwarded, () => {});
  });
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, 'localhost', resolve);
  });
}
