import { writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** Handles a request to the cluster. */
export type Misbehavior = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** A malicious server in place of a Kubernetes API server. */
export interface RogueCluster {
  /** The path of a kubeconfig file whose only context, `rogue`, uses this server. */
  kubeconfig: string;
  /** Sets how all requests are handled from now on. */
  misbehave(how: Misbehavior): void;
  /** Returns the number of requests since the last `misbehave`. */
  requests(): number;
  close(): Promise<void>;
}

/** Starts a server on a free port of this machine. Returns its URL. */
export function listen(server: Server): Promise<string> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** Closes a server, including its open connections. */
export function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts a rogue cluster. Its kubeconfig is written to `file`. */
export async function startRogueCluster(file: string): Promise<RogueCluster> {
  let how: Misbehavior = (_, response) => response.end();
  let requests = 0;
  const server = createServer((request, response) => {
    requests += 1;
    how(request, response);
  });
  const url = await listen(server);
  const kubeconfig = {
    apiVersion: 'v1',
    kind: 'Config',
    clusters: [
      {
        name: 'rogue',
        cluster: { server: url, 'insecure-skip-tls-verify': true },
      },
    ],
    users: [{ name: 'backstage', user: { token: 'the-token-of-backstage' } }],
    contexts: [
      { name: 'rogue', context: { cluster: 'rogue', user: 'backstage' } },
    ],
  };
  writeFileSync(file, JSON.stringify(kubeconfig));
  return {
    kubeconfig: file,
    misbehave(next) {
      how = next;
      requests = 0;
    },
    requests: () => requests,
    close: () => closed(server),
  };
}
