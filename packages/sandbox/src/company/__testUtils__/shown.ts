/* eslint-disable jest/no-export -- the tests belong to the files that call this */
import type { World } from '../../state/world';
import { findService } from '../service';
import { HEALTHY, look, plant, podsOf } from './look';

/** The name of a fault, a function that selects part of the faulty service, and a function that returns the expected value. */
export type ShownFault = [
  string,
  (seen: ReturnType<typeof look>) => unknown,
  () => unknown,
];

/** Plants each fault in the healthy service of a world, and checks the result. */
export function showsFaults(cases: ShownFault[], worldOf: () => World): void {
  it.each(cases)('%s', (name, see, expected) => {
    const world = worldOf();
    const roleName = findService(world, HEALTHY).role.name;
    const count = podsOf(world, HEALTHY).length;
    plant(world, name);
    const seen = look(world, HEALTHY, roleName);
    expect(see(seen)).toEqual(expected());
    expect(seen.pods).toHaveLength(count);
    expect(
      world.services.find(
        ({ cluster, namespace, name: service }) =>
          cluster === HEALTHY.cluster &&
          namespace === HEALTHY.namespace &&
          service === HEALTHY.name,
      )?.fault,
    ).toBe(name);
  });
}
