import { faults } from '@backstage-irsa/core/model';
import { plantFault, type PlantedFault } from '../company/faults';
import { FaultError } from '../company/service';
import type { World } from '../state/world';

/** What `GET /__sandbox/faults` shows. */
export function listFaults() {
  return {
    items: faults.map(({ id, title, evidence }) => ({ id, title, evidence })),
  };
}

/**
 * Plants the fault of a JSON text `{ "fault": "<id>", "service": "<cluster>/<namespace>/<name>" }`.
 * @throws FaultError
 */
export function plantSent(world: World, body: string): PlantedFault {
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
