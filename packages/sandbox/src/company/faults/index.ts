import { faults as knownFaults } from '@backstage-irsa/core/diagnosis';
import {
  formatServiceAccountRef,
  parseServiceAccountAnnotation,
  type ServiceAccountRef,
} from '@backstage-irsa/core/model';
import { StatusError } from '../../kubernetes/status';
import type { World } from '../../state/world';
import { FaultError } from '../service';
import { plants } from './all';
import type { Fault, PlantableFault } from './fault';

/**
 * A fault by name, and the service that shall have it.
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
  /** In the table of faults. */
  fault: number;
  name: string;
  title: string;
  service: string;
}

/** The faults that can be planted, by number, with what the table says of them. */
export const faults: PlantableFault[] = plants.map(describe);

function describe(plant: Fault): PlantableFault {
  const known = knownFaults.find(({ number }) => number === plant.number);
  if (!known) {
    throw new Error(`the table of faults has no number ${plant.number}`);
  }
  return { ...known, ...plant };
}

/**
 * Plants a fault into a healthy service, and notes it in the world's list of services.
 * @throws FaultError when there is no such fault or service, or the service is not healthy
 */
export function plantFault(world: World, wish: FaultWish): PlantedFault {
  const { number, name, title, plant } = findFault(wish.fault);
  const ref = readRef(wish.service);
  try {
    plant(ref, world);
  } catch (error) {
    throw error instanceof StatusError
      ? new FaultError(ref, error.message)
      : error;
  }
  note(world, ref, number, title);
  return {
    fault: number,
    name,
    title,
    service: formatServiceAccountRef(ref),
  };
}

/** @throws FaultError naming the faults that there are */
export function findFault(name: string): PlantableFault {
  const fault = faults.find(known => known.name === name);
  if (!fault) {
    throw new FaultError(
      undefined,
      `there is no fault ${name}; there are ${faults
        .map(known => known.name)
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
  fault: number,
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
