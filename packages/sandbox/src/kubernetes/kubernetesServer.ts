import type { IncomingMessage, ServerResponse } from 'node:http';
import { createServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { Breakage } from '../disturbances/kind';
import { KINDS } from '../disturbances/kinds';
import { breakOff, close } from '../server/http';
import type { Cluster } from '../state/cluster';
import type { World } from '../state/world';
import { KubeApi } from './api';
import type { AuthenticateAwsToken } from './access/authentication';
import { authenticate } from './access/authentication';
import { impersonate } from './access/impersonation';
import type { Attributes } from './access/rbac';
import { denial, isAllowed } from './access/rbac';
import { mediaType, readBody } from './server/body';
import type { Reply } from './server/context';
import { servePath } from './server/paths';
import type { RequestInfo } from './server/requestInfo';
import { parseRequest } from './server/requestInfo';
import { serveResource } from './server/resources';
import { forbidden, StatusError } from './status';
import type { User } from './access/user';

export interface KubernetesServerOptions {
  host: string;
  /** The port to listen on, or 0 for any free port. */
  port: number;
  /** Authenticates EKS tokens. If it is missing, none are accepted. */
  authenticateAwsToken?: AuthenticateAwsToken;
}

export interface KubernetesServer {
  /** The address `https://<host>:<port>`; also set on the cluster. */
  endpoint: string;
  /** Stops listening and drops all connections. */
  close(): Promise<void>;
  /** Listens again on the same port, with all data kept. */
  reopen(): Promise<void>;
  /** Presents a certificate that is valid until `end` to all new connections. */
  certifyUntil(end: Date): Promise<void>;
}

/** Serves the Kubernetes API of a cluster over HTTPS. */
export async function startKubernetesServer(
  world: World,
  cluster: Cluster,
  { host, port, authenticateAwsToken }: KubernetesServerOptions,
): Promise<KubernetesServer> {
  const api = new KubeApi(cluster, () => world.now());
  const server = createServer(
    { cert: cluster.serving.certificate, key: cluster.serving.privateKey },
    (request, response) => {
      void serve({ world, api, authenticateAwsToken }, request, response);
    },
  );
  const listen = (to: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(to, host, resolve);
    });
  await listen(port);
  const { port: actual } = server.address() as AddressInfo;
  cluster.endpoint = `https://${host}:${actual}`;
  return {
    endpoint: cluster.endpoint,
    close: () => close(server),
    reopen: () => listen(actual),
    certifyUntil: async end => {
      const { certificate, privateKey } = await cluster.serving.renew(end);
      server.setSecureContext({ cert: certificate, key: privateKey });
      server.closeAllConnections();
    },
  };
}

interface Serving {
  world: World;
  api: KubeApi;
  authenticateAwsToken?: AuthenticateAwsToken;
}

async function serve(
  serving: Serving,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  try {
    const { method = 'GET', url = '/' } = request;
    await serveRequest(serving, parseRequest(method, url), request, response);
  } catch (error) {
    send(response, failure(error));
  }
}

async function serveRequest(
  serving: Serving,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  const { world, api } = serving;
  const at = world.now();
  let user: User | undefined;
  let reply: Reply | null;
  const name = await world.disturbances.meet({
    service: 'kubernetes',
    operation: operationOf(info),
    place: api.cluster.name,
  });
  const met = name && KINDS[name];
  try {
    const refusal = met?.kubernetes?.(info);
    if (refusal) {
      throw refusal;
    }
    user = await identify(serving, request);
    authorize(api, user, info);
    reply = await answer(serving, user, info, request, response);
  } catch (error) {
    reply = failure(error);
  }
  const userAgent = request.headers['user-agent'];
  world.calls.add({
    at,
    service: 'kubernetes',
    operation: operationOf(info),
    caller: user?.name ?? null,
    write: isWrite(info),
    target: api.cluster.name,
    status: reply?.status ?? 200,
    ...(user &&
      info.kind === 'resource' && {
        accesses: [{ action: operationOf(info), resource: info.namespace }],
      }),
    ...(userAgent !== undefined && { userAgent }),
  });
  if (met?.breaks === 'before-answer') {
    response.destroy();
  } else if (reply) {
    send(response, reply, met?.breaks);
  }
}

async function identify(
  { api, authenticateAwsToken }: Serving,
  { headers }: IncomingMessage,
): Promise<User> {
  const user = await authenticate(
    api.cluster,
    headers.authorization,
    api.now(),
    authenticateAwsToken,
  );
  return impersonate(api.store, user, headers);
}

function attributesOf(info: RequestInfo): Attributes {
  return info.kind === 'path' ? { verb: info.verb, path: info.path } : info;
}

function authorize(api: KubeApi, user: User, info: RequestInfo): void {
  const attributes = attributesOf(info);
  const isUnexported =
    info.kind === 'resource' &&
    api.cluster.unexported?.has(`${info.group}/${info.resource}`);
  if (!isUnexported && isAllowed(api.store, user, attributes)) {
    return;
  }
  const why = `${denial(user, attributes)}${
    isUnexported ? ': it was not exported to this sandbox' : ''
  }`;
  if (info.kind === 'path') {
    throw new StatusError(403, 'Forbidden', `forbidden: ${why}`, {
      group: '',
      kind: '',
    });
  }
  const { group, resource, name } = info;
  throw forbidden({ group, kind: resource, name }, why);
}

async function answer(
  { api, authenticateAwsToken }: Serving,
  user: User,
  info: RequestInfo,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<Reply | null> {
  if (info.kind === 'path') {
    return { status: 200, body: servePath(info.path, api.cluster) };
  }
  return serveResource(
    {
      api,
      user,
      request: info,
      headers: {
        accept: request.headers.accept,
        contentType: mediaType(request.headers['content-type']),
        userAgent: request.headers['user-agent'],
      },
      body: await readBody(request),
      authenticateAwsToken,
    },
    response,
  );
}

function failure(error: unknown): Reply {
  const status =
    error instanceof StatusError
      ? error
      : new StatusError(
          500,
          'InternalError',
          `Internal error occurred: ${
            error instanceof Error ? error.message : String(error)
          }`,
        );
  return { status: status.code, body: status.toStatus() };
}

function send(
  response: ServerResponse,
  { status, body, warnings }: Reply,
  breaks?: Breakage,
): void {
  if (response.headersSent) {
    response.end();
    return;
  }
  for (const warning of warnings ?? []) {
    response.appendHeader('Warning', `299 - ${JSON.stringify(warning)}`);
  }
  const isText = typeof body === 'string';
  response.writeHead(status, {
    'Content-Type': isText ? 'text/plain; charset=utf-8' : 'application/json',
    'Cache-Control': 'no-cache, private',
    ...(status === 429 && { 'Retry-After': '1' }),
  });
  const text = isText ? body : `${JSON.stringify(body)}\n`;
  if (breaks === 'in-answer') {
    breakOff(response, text);
  } else {
    response.end(text);
  }
}

function operationOf(info: RequestInfo): string {
  if (info.kind === 'path') {
    return `${info.verb} ${info.path}`;
  }
  const { verb, resource, subresource } = info;
  return `${verb} ${subresource ? `${resource}/${subresource}` : resource}`;
}

const WRITES = ['create', 'update', 'patch', 'delete', 'deletecollection'];
const QUESTIONS = ['authentication.k8s.io', 'authorization.k8s.io'];

/** Checks whether a request changes anything. Token requests and reviews are POST requests, but change nothing. */
function isWrite(info: RequestInfo): boolean {
  return (
    info.kind === 'resource' &&
    WRITES.includes(info.verb) &&
    info.subresource !== 'token' &&
    !QUESTIONS.includes(info.group) &&
    !info.query.getAll('dryRun').includes('All')
  );
}
