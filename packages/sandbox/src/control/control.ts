import type { HttpRequest, HttpResponse } from '../server/http';
import { isLocal } from '../server/local';
import type { World } from '../state/world';
import { parsePairs } from '../aws/protocol/encoding';
import { FaultError } from '../company/service';
import { InvalidDisturbanceError } from '../disturbances/Disturbances';
import { addSent, type ClusterControl, removeNamed } from './clusters';
import { setDisturbances } from './disturbances';
import { InvalidSentError, fieldOf, parseSent } from './sent';
import { faults } from '@backstage-irsa/core/model';
import { plantFault, type PlantedFault } from '../company/faults';
import { policyProblem } from '../aws/access/policyProblem';
import type { ServiceControlPolicy } from '../state/account';

/**
 * Sets the policy of the VPC endpoint through which STS is called, from a JSON text `{ "document": {…} }`. Without a document, STS is called from
 * outside of a VPC. Returns whether there is a policy.
 * @throws InvalidSentError
 */
function setStsEndpointPolicy(world: World, body: string): { isSet: boolean } {
  const document = fieldOf(parseSent(body), 'document');
  if (document === undefined) {
    delete world.stsEndpointPolicy;
    return { isSet: false };
  }
  const text = JSON.stringify(document);
  const problem = policyProblem(text, 'resource');
  if (problem !== undefined) throw new InvalidSentError(problem);
  world.stsEndpointPolicy = text;
  return { isSet: true };
}

/** Returns the answer of `GET /__sandbox/state`: a summary of the world without secrets. */
function stateOf(world: World) {
  return {
    accounts: [...world.accounts.values()].map(account => ({
      id: account.id,
      alias: account.alias,
      roles: account.roles.size,
      oidcProviders: [...account.oidcProviders.keys()],
      serviceControlPolicies: account.serviceControlPolicies.map(level =>
        level.map(({ name, document }) => ({
          name,
          document: JSON.parse(document),
        })),
      ),
    })),
    clusters: [...world.clusters.values()].map(cluster => ({
      name: cluster.name,
      account: cluster.accountId,
      region: cluster.region,
      endpoint: cluster.endpoint,
      issuer: cluster.issuer,
    })),
    services: world.services,
    ...(world.fleet && {
      fleet: {
        size: world.fleet.size,
        planted: Object.fromEntries(
          Object.entries(world.fleet.planted).map(([fault, { length }]) => [
            fault,
            length,
          ]),
        ),
      },
    }),
    nodeRoles: [...world.clusters.values()].flatMap(({ name, nodeGroups }) =>
      nodeGroups.map(group => ({
        cluster: name,
        nodeGroup: group.name,
        roleArn: group.nodeRoleArn,
      })),
    ),
  };
}

/**
 * Replaces the service control policies (SCPs) of one account with those of a JSON text
 * `{ "accountId": "…", "levels": [[{ "name": "…", "document": {…} }]] }`.
 * The levels lead from the organization's root to the account. No levels means no organization. Returns the number of policies per level.
 * @throws InvalidSentError
 */
function replaceScps(
  world: World,
  body: string,
): { accountId: string; levels: number[] } {
  const sent = parseSent(body);
  const account = world.accounts.get(String(fieldOf(sent, 'accountId')));
  if (!account) {
    throw new InvalidSentError('accountId is not an account of the sandbox');
  }
  const levels = listOf(fieldOf(sent, 'levels'), 'levels').map(level =>
    listOf(level, 'a level').map(readScp),
  );
  account.serviceControlPolicies = levels;
  return { accountId: account.id, levels: levels.map(({ length }) => length) };
}

function readScp(sent: unknown): ServiceControlPolicy {
  const name = fieldOf(sent, 'name');
  const document = JSON.stringify(fieldOf(sent, 'document')) ?? '';
  if (typeof name !== 'string' || name === '') {
    throw new InvalidSentError('a policy must have a name');
  }
  const problem = policyProblem(document, 'identity');
  if (problem) throw new InvalidSentError(`${name}: ${problem}`);
  return { name, document };
}

function listOf(value: unknown, what: string): unknown[] {
  if (!Array.isArray(value)) {
    throw new InvalidSentError(`${what} must be a list`);
  }
  return value;
}

/** Returns the answer of `GET /__sandbox/faults`. */
function listFaults() {
  return {
    items: faults.map(({ id, title, evidence }) => ({ id, title, evidence })),
  };
}

/**
 * Plants a fault from a JSON text `{ "fault": "<id>", "service": "<cluster>/<namespace>/<name>" }`.
 * @throws FaultError
 */
function plantSent(world: World, body: string): PlantedFault {
  const { fault, service } = parse(body);
  if (typeof fault !== 'string' || typeof service !== 'string') {
    throw new FaultError(
      undefined,
      'the body must be {"fault": "<id>", "service": "<cluster>/<namespace>/<name>"}',
    );
  }
  return plantFault(world, { fault, service });
}

function parse(body: string): { fault?: unknown; service?: unknown } {
  try {
    return JSON.parse(body) ?? {};
  } catch {
    throw new FaultError(undefined, 'the body is not JSON');
  }
}

const PREFIX = '/__sandbox/';

/** Checks whether a request is about the sandbox itself. No S3 bucket can have this name. */
export function isControlRequest({ path }: HttpRequest): boolean {
  return path.startsWith(PREFIX);
}

/**
 * Answers the requests to `/__sandbox/`. Answers 403 to requests that are not from this machine.
 *
 * - `GET /__sandbox/state`
 * - `GET /__sandbox/calls?since=<ISO 8601>`
 * - `GET` and `POST /__sandbox/faults`
 * - `GET` and `POST /__sandbox/disturbances`
 * - `POST /__sandbox/scps`
 * - `POST /__sandbox/sts-endpoint-policy`
 * - `POST /__sandbox/clusters`
 * - `DELETE /__sandbox/clusters?name=…`
 */
export async function answerControl(
  world: World,
  request: HttpRequest,
  clusters: ClusterControl,
): Promise<HttpResponse> {
  if (!isLocal(request)) {
    return json(403, {
      error: 'The sandbox accepts this request only from this machine.',
    });
  }
  const query = new Map(parsePairs(request.query, true));
  switch (`${request.method} ${request.path}`) {
    case `GET ${PREFIX}state`:
      return json(200, stateOf(world));
    case `GET ${PREFIX}calls`:
      return calls(world, query.get('since'));
    case `POST ${PREFIX}scps`:
      return answerSent(() => replaceScps(world, request.body.toString()));
    case `POST ${PREFIX}sts-endpoint-policy`:
      return answerSent(() =>
        setStsEndpointPolicy(world, request.body.toString()),
      );
    case `GET ${PREFIX}faults`:
      return json(200, listFaults());
    case `POST ${PREFIX}faults`:
      return answerSent(() => plantSent(world, request.body.toString()));
    case `GET ${PREFIX}disturbances`:
      return json(200, setDisturbances(world, '{}'));
    case `POST ${PREFIX}disturbances`:
      return answerSent(() => setDisturbances(world, request.body.toString()));
    case `POST ${PREFIX}clusters`:
      return answerSent(() =>
        addSent(world, clusters, request.body.toString()),
      );
    case `DELETE ${PREFIX}clusters`:
      return answerSent(() => removeNamed(world, clusters, query.get('name')));
    default:
      return json(404, {
        error: `Unknown endpoint ${request.method} ${request.path}. Use ${PREFIX}state, ${PREFIX}calls, ${PREFIX}faults, ${PREFIX}disturbances, ${PREFIX}scps, ${PREFIX}sts-endpoint-policy or ${PREFIX}clusters.`,
      });
  }
}

function calls(world: World, since: string | undefined): HttpResponse {
  const from = new Date(since ?? 0);
  if (Number.isNaN(from.getTime())) {
    return json(400, { error: 'since must be a time in ISO 8601' });
  }
  return json(200, {
    calls: world.calls.all().filter(({ at }) => at >= from),
  });
}

/** Applies a change and returns its result as JSON. Returns status 400 if the request body is invalid. */
async function answerSent(
  change: () => object | Promise<object>,
): Promise<HttpResponse> {
  try {
    return json(200, await change());
  } catch (error) {
    if (
      error instanceof InvalidSentError ||
      error instanceof InvalidDisturbanceError ||
      error instanceof FaultError
    ) {
      return json(400, { error: error.message });
    }
    throw error;
  }
}

function json(status: number, value: object): HttpResponse {
  return {
    status,
    headers: {
      'content-type': 'application/json',
      'cache-control': 'no-store',
    },
    body: JSON.stringify(value, null, 2),
  };
}
