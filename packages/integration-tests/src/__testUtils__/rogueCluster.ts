import { writeFileSync } from 'node:fs';
import {
  createServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';

/** What the cluster does with a request. */
export type Misbehavior = (
  request: IncomingMessage,
  response: ServerResponse,
) => void;

/** Somebody who answers in the place of a Kubernetes API server, and means no good. */
export interface RogueCluster {
  /** Path of a kubeconfig whose only context, `rogue`, leads there. */
  kubeconfig: string;
  /** What every request is answered with from now on. */
  misbehave(how: Misbehavior): void;
  /** Requests since the last `misbehave`. */
  requests(): number;
  close(): Promise<void>;
}

/** Listens on a free port of this machine. */
export function listen(server: Server): Promise<string> {
  return new Promise(resolve => {
    server.listen(0, '127.0.0.1', () =>
      resolve(`http://127.0.0.1:${(server.address() as AddressInfo).port}`),
    );
  });
}

/** Ends it, with the connections that are still open. */
export function closed(server: Server): Promise<void> {
  return new Promise(resolve => {
    server.close(() => resolve());
    server.closeAllConnections();
  });
}

/** Starts one. `file` is where its kubeconfig is written. */
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
