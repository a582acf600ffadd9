import {
  Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@backstage-irsa/sandbox';

/** The shares of all calls that are throttled and that fail. */
export interface Chaos {
  throttle: number;
  fail: number;
}

type Refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  throttled: boolean,
) => void;

/** Refuses an AWS call. EKS uses JSON, but IAM and STS use XML. */
const refuseAws: Refuse = (request, response, throttled) => {
  const code = throttled ? 'Throttling' : 'ServiceFailure';
  const isEks = request.url?.startsWith('/clusters') === true;
  response.writeHead(throttled ? 400 : 500, {
    'content-type': isEks ? 'application/json' : 'text/xml',
    'x-amzn-errortype': code,
  });
  response.end(
    isEks
      ? JSON.stringify({ message: 'Rate exceeded' })
      : `<ErrorResponse xmlns="https://iam.amazonaws.com/doc/2010-05-08/"><Error><Type>Sender</Type><Code>${code}</Code><Message>Rate exceeded</Message></Error><RequestId>r</RequestId></ErrorResponse>`,
  );
};

/** Refuses a Kubernetes call. Only writes get a wait time, so that not every read takes 1 second. */
const refuseKubernetes: Refuse = ({ method }, response, throttled) => {
  const code = throttled ? 429 : 500;
  response.writeHead(code, {
    'content-type': 'application/json',
    ...(throttled && method !== 'GET' && { 'retry-after': '1' }),
  });
  response.end(
    JSON.stringify({
      kind: 'Status',
      apiVersion: 'v1',
      status: 'Failure',
      message: 'the server is busy',
      code,
    }),
  );
};

/**
 * Makes the servers of a sandbox refuse some calls before any work, in a fixed sequence. Returns functions that end this and that count the refused
 * calls.
 */
export function bringChaos(sandbox: Sandbox, chaos: Chaos) {
  const portOf = (url: string) => Number(new URL(url).port);
  const awsPort = portOf(sandbox.awsEndpoint);
  const ports = [awsPort, ...sandbox.clusters.map(c => portOf(c.endpoint))];
  let seed = 7;
  let refused = 0;
  let isFirstWrite = true;
  const random = () => {
    seed = (seed * 48271) % 2147483647;
    return seed / 2147483647;
  };
  const restores = [HttpServer, HttpsServer].map(({ prototype }) => {
    const emit = prototype.emit;
    prototype.emit = function chaotic(
      this: HttpServer,
      ...args: [string, ...unknown[]]
    ) {
      const port = (this.address() as AddressInfo | null)?.port ?? 0;
      if (args[0] !== 'request' || !ports.includes(port)) {
        return emit.apply(this, args as never);
      }
      const [, request, response] = args as [
        string,
        ...Parameters<typeof refuseAws>,
      ];
      const isWrite = port !== awsPort && request.method !== 'GET';
      // Random values alone could admit all writes, so no caller would have to wait.
      const dice = isWrite && isFirstWrite ? 0 : random();
      if (isWrite) isFirstWrite = false;
      if (dice >= chaos.throttle + chaos.fail) {
        return emit.apply(this, args as never);
      }
      refused += 1;
      const refuse = port === awsPort ? refuseAws : refuseKubernetes;
      refuse(request, response, dice < chaos.throttle);
      return true;
    } as typeof emit;
    return () => {
      prototype.emit = emit;
    };
  });
  return {
    refused: () => refused,
    end: () => restores.forEach(restore => restore()),
  };
}
