import { editTemplate, findRunningService } from '../service';
import type { Fault } from './fault';

/** The last version in which only root could read the tokens of a pod without an `fsGroup`. */
const VERSION = '1.18';

export const tokenUnreadable: Fault = {
  number: 22,
  plant(ref, world) {
    const service = findRunningService(world, ref);
    service.cluster.version = VERSION;
    editTemplate(service, ({ spec }) => {
      const { fsGroup: _, ...others } = spec.securityContext ?? {};
      spec.securityContext = { ...others, runAsNonRoot: true, runAsUser: 1000 };
    });
  },
};
