import { garbageCollector } from './garbageCollector';
import { kubelet } from './kubelet';
import { namespaceController } from './namespaceController';
import type { Change, Controller } from './controller';
import { workloadController } from './workloads';
import type { ObjectApi } from '../objectApi';

const controllers: Controller[] = [
  namespaceController,
  garbageCollector,
  kubelet,
  workloadController,
];

/** Lets every controller see a change; each brings what depends on it to where it should be. */
export function runControllers(api: ObjectApi, change: Change): void {
  for (const controller of controllers) {
    controller(api, change);
  }
}
