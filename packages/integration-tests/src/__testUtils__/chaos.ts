import {
  Server as HttpServer,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Sandbox } from '@backstage-irsa/sandbox';

/** Which share of all calls is throttled, and which fails. */
export interface Chaos {
  throttle: number;
  fail: number;
}

type Refuse = (
  request: IncomingMessage,
  response: ServerResponse,
  throttled: boolean,
) => void;

/** EKS speaks JSON, IAM and STS XML. */
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

/** Only writes are told how long to wait, so that not every read takes a second. */
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

/** Lets the servers of a sandbox refuse some calls before they do anything, by a fixed sequence. Answers how to end it, and how many it refused. */
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
      // Chance alone could let all writes through, so that nobody waits.
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
