import {
  faults,
  type Fault,
  type FaultId,
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { StatusError } from '../../kubernetes/status';
import type { World } from '../../state/world';
import { FaultError } from '../service';
import { oidcProviderFaults } from './oidcProvider';
import { permissionsFaults } from './permissions';
import { roleFaults } from './role';
import { serviceAccountFaults } from './serviceAccount';
import { trustPolicyFaults } from './trustPolicy';
import { workloadFaults } from './workload';
import type { Plants } from './types';

/**
 * The ID of a fault, and the service to plant it in.
 *
 * @public
 */
export interface FaultWish {
  fault: string;
  /** The service as `<cluster>/<namespace>/<name>`. */
  service: string;
}

/** A planted fault and its service. */
export interface PlantedFault {
  fault: FaultId;
  title: string;
  service: string;
}

const plants: Required<Plants> = {
  ...oidcProviderFaults,
  ...trustPolicyFaults,
  ...serviceAccountFaults,
  ...workloadFaults,
  ...roleFaults,
  ...permissionsFaults,
};

/**
 * Plants a fault in a healthy service, and records it in the world's list of services.
 * @throws FaultError if the fault or service does not exist, or the service is not healthy
 */
export function plantFault(world: World, wish: FaultWish): PlantedFault {
  const { id, title } = findFault(wish.fault);
  const ref = readRef(wish.service);
  try {
    plants[id](ref, world);
  } catch (error) {
    throw error instanceof StatusError
      ? new FaultError(ref, error.message)
      : error;
  }
  note(world, ref, id, title);
  return {
    fault: id,
    title,
    service: formatServiceAccountRef(ref),
  };
}

/**
 * Returns a fault by its ID.
 * @throws FaultError naming the known faults
 */
export function findFault(id: string): Fault {
  const fault = faults.find(known => known.id === id);
  if (!fault) {
    throw new FaultError(
      undefined,
      `unknown fault ${id}; use one of ${faults
        .map(known => known.id)
        .join(', ')}`,
    );
  }
  return fault;
}

/**
 * Parses the reference to a service.
 * @throws FaultError if the text does not refer to exactly one service
 */
export function readRef(text: string): ServiceAccountRef {
  const { refs, invalid } = parseServiceAccountAnnotation(text);
  if (refs.length !== 1 || invalid.length > 0) {
    throw new FaultError(
      undefined,
      `"${text}" is not a service: use <cluster>/<namespace>/<name>`,
    );
  }
  return refs[0];
}

function note(
  { services }: World,
  { cluster, namespace, name }: ServiceAccountRef,
  fault: FaultId,
  description: string,
): void {
  const noted = services.find(
    known =>
      known.cluster === cluster &&
      known.namespace === namespace &&
      known.name === name,
  );
  if (noted) {
    Object.assign(noted, { fault, description });
  } else {
    services.push({ cluster, namespace, name, fault, description });
  }
}
