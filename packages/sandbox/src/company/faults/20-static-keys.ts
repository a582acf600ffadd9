import { findRunningService, setVariables } from '../service';
import type { Fault } from './fault';

export const staticKeys: Fault = {
  number: 20,
  plant(ref, world) {
    const fromSecret = (key: string) => ({
      name: key,
      valueFrom: { secretKeyRef: { name: `${ref.name}-aws`, key } },
    });
    setVariables(
      findRunningService(world, ref),
      fromSecret('AWS_ACCESS_KEY_ID'),
      fromSecret('AWS_SECRET_ACCESS_KEY'),
    );
  },
};
