import { Server as HttpServer, type IncomingMessage } from 'node:http';
import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import type { Sandbox } from '@backstage-irsa/sandbox';

/** Before a write reaches the API, or after it is done and before its response is sent. */
export type Moment = 'before' | 'after';

interface Trap {
  write: number;
  moment: Moment;
  spring(): void;
}

/** Records one backend's API writes to a sandbox in order, with a trap at one of them. */
export interface WriteWatch {
  /** Restarts the count. */
  reset(trap?: Trap): void;
  /** Returns the writes that were done since the last reset. */
  done(): string[];
  /** Returns the number of writes that were sent since the last reset. */
  sent(): number;
  end(): void;
}

const KUBERNETES_QUESTION =
  /\/token$|\/(authorization|authentication)\.k8s\.io\//;

function isKubernetesWrite({ method = 'GET', url = '/' }: IncomingMessage) {
  const { pathname, searchParams } = new URL(url, 'https://cluster');
  return (
    !['GET', 'HEAD'].includes(method) &&
    !KUBERNETES_QUESTION.test(pathname) &&
    !searchParams.has('dryRun')
  );
}

/** Checks whether an AWS request is a write. IAM and STS use forms; all other non-GET requests are EKS writes. */
function isAwsWrite(form: Buffer): boolean {
  const action = new URLSearchParams(form.toString()).get('Action') ?? '';
  return !/^(Get|List|Simulate|Generate|Assume)/.test(action);
}

/** Returns a copy of a request whose body has been read, so that it can be read again. */
function again(request: IncomingMessage, body: Buffer): IncomingMessage {
  const { method, url, headers, headersDistinct } = request;
  const parts = { method, url, headers, headersDistinct };
  return Object.assign(Readable.from([body]), parts) as IncomingMessage;
}

/** Inspects each request to a sandbox before its servers do. `letPass` decides whether they receive it. */
export function intercept(
  sandbox: Sandbox,
  letPass: (isWrite: boolean) => boolean,
): () => void {
  const portOf = (url: string) => Number(new URL(url).port);
  const awsPort = portOf(sandbox.awsEndpoint);
  const ports = [awsPort, ...sandbox.clusters.map(c => portOf(c.endpoint))];
  const restores = [HttpServer, HttpsServer].map(({ prototype }) => {
    const emit = prototype.emit;
    prototype.emit = function watched(
      this: HttpServer,
      ...args: [string, ...unknown[]]
    ) {
      const [event, request, response] = args as [
        string,
        IncomingMessage,
        unknown,
      ];
      const pass = (as: IncomingMessage) =>
        emit.apply(this, ['request', as, response] as never);
      const port = (this.address() as AddressInfo | null)?.port ?? 0;
      if (event !== 'request' || !ports.includes(port)) {
        return emit.apply(this, args as never);
      }
      if (port !== awsPort) {
        if (letPass(isKubernetesWrite(request))) return pass(request);
        request.socket.destroy();
        return true;
      }
      if (request.method === 'GET') return pass(request);
      void request.toArray().then(chunks => {
        const body = Buffer.concat(chunks);
        if (letPass(isAwsWrite(body))) pass(again(request, body));
        else request.socket.destroy();
      });
      return true;
    } as typeof emit;
    return () => {
      prototype.emit = emit;
    };
  });
  return () => restores.forEach(restore => restore());
}

/** Watches the writes to a sandbox. The trap springs immediately, so that the write does not start, or its response is not sent. */
export function watchWrites(sandbox: Sandbox): WriteWatch {
  const { calls } = sandbox.world;
  let trap: Trap | undefined;
  let sent = 0;
  let done: string[] = [];
  const springs = (count: number, moment: Moment) => {
    if (trap?.moment !== moment || trap.write !== count) return false;
    trap.spring();
    return true;
  };
  const end = intercept(sandbox, isWrite => {
    if (!isWrite) return true;
    sent += 1;
    return !springs(sent, 'before');
  });
  const add = calls.add.bind(calls);
  calls.add = call => {
    add(call);
    if (!call.write) return;
    done.push(call.operation);
    springs(done.length, 'after');
  };
  return {
    reset: next => {
      trap = next;
      sent = 0;
      done = [];
    },
    done: () => [...done],
    sent: () => sent,
    end,
  };
}
