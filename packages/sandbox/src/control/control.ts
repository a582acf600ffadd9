import type { HttpRequest, HttpResponse } from '../server/http';
import { isLocal } from '../server/local';
import type { World } from '../state/world';
import { parsePairs } from '../aws/protocol/encoding';
import { FaultError } from '../company/service';
import { InvalidDisturbanceError } from '../disturbances/Disturbances';
import { setDisturbances } from './disturbances';
import { listFaults, plantSent } from './faults';
import { replaceScps } from './scps';
import { InvalidSentError } from './sent';
import { stateOf } from './state';
import { setStsEndpointPolicy } from './stsEndpointPolicy';

const PREFIX = '/__sandbox/';

/** Whether a request is about the sandbox itself; no bucket can have that name. */
export function isControlRequest({ path }: HttpRequest): boolean {
  return path.startsWith(PREFIX);
}

/**
 * Answers `GET /__sandbox/state`, `GET /__sandbox/calls?since=<ISO 8601>`, `GET` and `POST /__sandbox/faults` and
 * `/__sandbox/disturbances`, and `POST /__sandbox/scps` and `/__sandbox/sts-endpoint-policy`.
 */
export function answerControl(
  world: World,
  request: HttpRequest,
): HttpResponse {
  if (!isLocal(request)) {
    return json(403, {
      error: 'The sandbox answers this only to programs on this machine.',
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
    default:
      return json(404, {
        error: `There is ${PREFIX}state, ${PREFIX}calls, ${PREFIX}faults, ${PREFIX}disturbances, ${PREFIX}scps and ${PREFIX}sts-endpoint-policy, not ${request.method} ${request.path}`,
      });
  }
}

function calls(world: World, since: string | undefined): HttpResponse {
  const at = new Date(since ?? 0);
  if (Number.isNaN(at.getTime())) {
    return json(400, { error: 'since must be a time in ISO 8601' });
  }
  return json(200, { calls: world.calls.since(at) });
}

/** What the change answers, or why what was sent is none. */
function answerSent(change: () => object): HttpResponse {
  try {
    return json(200, change());
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
