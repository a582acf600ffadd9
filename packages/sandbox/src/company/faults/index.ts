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
 * A fault by id, and the service that shall have it.
 *
 * @public
 */
export interface FaultWish {
  fault: string;
  /** `<cluster>/<namespace>/<name>`. */
  service: string;
}

/** What was planted where. */
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
 * Plants a fault into a healthy service, and notes it in the world's list of services.
 * @throws FaultError when there is no such fault or service, or the service is not healthy
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

/** @throws FaultError naming the faults that there are */
export function findFault(id: string): Fault {
  const fault = faults.find(known => known.id === id);
  if (!fault) {
    throw new FaultError(
      undefined,
      `there is no fault ${id}; there are ${faults
        .map(known => known.id)
        .join(', ')}`,
    );
  }
  return fault;
}

/** @throws FaultError when it is no reference to one service */
export function readRef(text: string): ServiceAccountRef {
  const { refs, invalid } = parseServiceAccountAnnotation(text);
  if (refs.length !== 1 || invalid.length > 0) {
    throw new FaultError(
      undefined,
      `"${text}" names no service: write <cluster>/<namespace>/<name>`,
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
