import { findRunningService, setImageTag } from '../service';
import type { Fault } from './fault';

/** A fault of the application: the tag of its image is all that can be seen of it. */
export const oldSdk: Fault = {
  number: 21,
  plant(ref, world) {
    setImageTag(findRunningService(world, ref), '0.9.1-aws-sdk-java-1.11.500');
  },
};
