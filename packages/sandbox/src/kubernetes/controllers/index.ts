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

/** Passes a change to every controller. Each one reconciles the objects that depend on it. */
export function runControllers(api: ObjectApi, change: Change): void {
  for (const controller of controllers) {
    controller(api, change);
  }
}
