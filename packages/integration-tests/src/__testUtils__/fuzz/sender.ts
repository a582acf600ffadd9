import { Agent, request } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { TestHost } from '../host';
import type { FuzzedRequest } from './requests';

/** The response to a request. */
export interface Answer {
  status: number;
  headers: Record<string, string | string[] | undefined>;
  text: string;
}

/** Sends raw requests over one persistent connection. Normal clients would correct them first. */
export function senderTo({ backend }: TestHost) {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { port } = backend.server.address() as AddressInfo;
  const send = ({ method, path, headers, body }: FuzzedRequest) =>
    new Promise<Answer>((resolve, reject) => {
      const sent = request(
        {
          agent,
          port,
          host: '127.0.0.1',
          method,
          path: `/api/irsa${path}`,
          headers: {
            ...headers,
            ...(body !== undefined && {
              'content-length': Buffer.byteLength(body),
            }),
          },
        },
        response => {
          const chunks: Buffer[] = [];
          response.on('data', chunk => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              text: Buffer.concat(chunks).toString('utf8'),
            }),
          );
        },
      );
      sent.on('error', reject);
      sent.end(body);
    });
  return { send, close: () => agent.destroy() };
}
