import { accountIdOf } from '@backstage-irsa/core/arn';
import { randomUUID } from 'node:crypto';
import { decodeJwt } from 'jose';
import type { ServiceAccountClaims } from '../../kubernetes/access/tokens';
import type { HttpRequest, HttpResponse } from '../../server/http';
import { isLocal } from '../../server/local';
import type { Cluster } from '../../state/cluster';
import type { World } from '../../state/world';
import { runEks } from '../eks/service';
import { parsePairs } from '../protocol/encoding';
import { AwsError } from '../protocol/error';
import { assumeRoleForPodIdentity } from './assumeRoleForPodIdentity';
import { isFargate, isWindows } from '../../kubernetes/controllers/placement';
import { answersOn } from '../../kubernetes/podIdentityAgent';
import { nodes } from '../../kubernetes/resources/nodes';
import { pods } from '../../kubernetes/resources/pods';
import { findRole, type SessionCaller } from '../access/caller';

/** The node whose EKS Pod Identity agent answers a pod. */
interface AgentNode {
  name: string;
  /** The name of the node group; undefined for a node without a node group, which Auto Mode created. */
  group?: string;
}

/** Returns the node of a pod, or the reason why no agent answers there. On AWS, the pod's connection fails in this case. */
function agentNode(
  cluster: Cluster,
  { namespace, pod }: ServiceAccountClaims,
): AgentNode | { missing: string } {
  const running = pod && cluster.store.get(pods, namespace, pod.name);
  const node = cluster.store
    .all(nodes)
    .find(({ metadata }) => metadata.name === running?.spec.nodeName);
  if (!node) {
    return { missing: 'The pod runs on no node, so no agent can answer it' };
  }
  const { name, labels = {} } = node.metadata;
  if (isFargate(node) || isWindows(node) || !hasAgent(cluster, name)) {
    return { missing: `No Pod Identity agent runs on ${name}` };
  }
  return { name, group: labels['eks.amazonaws.com/nodegroup'] };
}

/** Checks whether an agent runs on a node. Nodes of Auto Mode have it built in. */
function hasAgent(cluster: Cluster, nodeName: string): boolean {
  return Boolean(cluster.autoMode) || answersOn(cluster, nodeName);
}

/** Returns the node as an AWS caller: a session of the role of its node group or of Auto Mode; undefined if the role does not exist. */
function nodeCaller(
  world: World,
  { autoMode, nodeGroups }: Cluster,
  { name, group }: AgentNode,
): SessionCaller | undefined {
  const roleArn =
    nodeGroups.find(candidate => candidate.name === group)?.nodeRoleArn ??
    autoMode?.nodeRoleArn;
  const found = findRole(world, roleArn ?? '');
  if (!found) {
    return undefined;
  }
  const { account, role } = found;
  const arn = `arn:${account.partition}:sts::${account.id}:assumed-role/${role.name}/${name}`;
  const userId = `${role.id}:${name}`;
  return {
    kind: 'session',
    arn,
    userId,
    account,
    role,
    session: {
      arn,
      userId,
      roleArn: role.arn,
      accessKeyId: '',
      secretAccessKey: '',
      sessionToken: '',
      issuedAt: world.now(),
      expiresAt: world.now(),
      sessionPolicies: [],
      tags: [],
    },
  };
}

const PATH = '/__sandbox/pod-identity-agent/v1/credentials';

/** An error that the agent itself returns, with the agent's message. */
class AgentError extends Error {
  constructor(readonly status: number, message: string) {
    super(message);
    this.name = 'AgentError';
  }
}

/** Checks whether a request is for the EKS Pod Identity agent, which the sandbox replaces. */
export function isAgentRequest({ path }: HttpRequest): boolean {
  return path === PATH;
}

/**
 * Answers like the EKS Pod Identity agent on the pod's node: sends the token in `Authorization` to EKS Auth with the node's role, and returns
 * credentials in the format that SDKs read. The real agent knows its cluster; here, the query string names it.
 */
export async function answerAgent(
  world: World,
  request: HttpRequest,
): Promise<HttpResponse> {
  try {
    if (!isLocal(request)) {
      throw new AgentError(403, 'Access Denied. Called from another machine');
    }
    const cluster = requireCluster(world, request);
    const token = request.headers.get('authorization') ?? '';
    const claims = readToken(token, world.now());
    return await askEksAuth(world, cluster, { token, claims });
  } catch (error) {
    if (error instanceof AgentError) {
      return plain(error.status, error.message);
    }
    if (error instanceof AwsError) {
      const { status, code, message } = error;
      const detail = `(${code}): ${message}, fault: client`;
      return plain(status, `[${randomUUID()}]: ${detail}`);
    }
    throw error;
  }
}

function requireCluster(world: World, { query }: HttpRequest): Cluster {
  const name = new Map(parsePairs(query, true)).get('cluster') ?? '';
  const cluster = world.clusters.get(name);
  if (!cluster) {
    throw new AgentError(404, `Unknown cluster ${name}: add ?cluster=`);
  }
  return cluster;
}

/** Reads the claims of a token with the basic checks that the agent makes before it calls EKS Auth. */
function readToken(token: string, now: Date): ServiceAccountClaims {
  if (token === '') {
    throw new AgentError(400, 'Service account token cannot be empty');
  }
  const claims = decode(token);
  if (claims.exp !== undefined && claims.exp * 1000 <= now.getTime()) {
    throw new AgentError(
      400,
      'Service account token failed basic claim validations: token is expired',
    );
  }
  return (
    claims['kubernetes.io'] ?? {
      namespace: '',
      serviceaccount: { name: '', uid: '' },
    }
  );
}

function decode(token: string) {
  try {
    return decodeJwt<{ 'kubernetes.io'?: ServiceAccountClaims }>(token);
  } catch {
    throw new AgentError(400, 'Service account token cannot be parsed');
  }
}

async function askEksAuth(
  world: World,
  cluster: Cluster,
  { token, claims }: { token: string; claims: ServiceAccountClaims },
): Promise<HttpResponse> {
  const node = agentNode(cluster, claims);
  if ('missing' in node) {
    throw new AgentError(503, node.missing);
  }
  const caller = nodeCaller(world, cluster, node);
  if (!caller) {
    throw new AgentError(500, `The role of node ${node.name} does not exist`);
  }
  const call = {
    at: world.now(),
    service: 'eks-auth',
    operation: assumeRoleForPodIdentity.name,
    caller: caller.arn,
    write: false,
    target: cluster.accountId,
  };
  const input = {
    path: { name: cluster.name },
    query: new Map<string, string>(),
    queryList: () => [],
    body: { token },
  };
  try {
    const { body } = await runEks(
      { operation: assumeRoleForPodIdentity, input },
      { world, now: call.at, region: cluster.region, caller },
    );
    world.calls.add({ ...call, status: 200 });
    return credentials(String(body));
  } catch (error) {
    const status = error instanceof AwsError ? error.status : 500;
    world.calls.add({ ...call, status });
    throw error;
  }
}

function credentials(body: string): HttpResponse {
  const { credentials: given, assumedRoleUser } = JSON.parse(body);
  return {
    status: 200,
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({
      AccessKeyId: given.accessKeyId,
      SecretAccessKey: given.secretAccessKey,
      Token: given.sessionToken,
      AccountId: accountIdOf(assumedRoleUser.arn),
      Expiration: new Date(given.expiration * 1000).toISOString(),
    }),
  };
}

function plain(status: number, message: string): HttpResponse {
  return {
    status,
    headers: { 'content-type': 'text/plain; charset=utf-8' },
    body: `${message}\n`,
  };
}
