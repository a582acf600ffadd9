import { editTemplate, findRunningService } from '../service';
import type { Fault } from './fault';

/** A fault of the application: the tag of its image is all that can be seen of it. */
export const oldSdk: Fault = {
  number: 21,
  plant(ref, world) {
    editTemplate(findRunningService(world, ref), ({ spec }) => {
      const [container] = spec.containers;
      const image = (container.image ?? '').replace(/(:[^:/@]*)?(@.*)?$/, '');
      container.image = `${image}:0.9.1-aws-sdk-java-1.11.500`;
    });
  },
};
