import type { ObjectApi } from '../objectApi';
import type { DaemonSet, Deployment, Job, KubeObject } from '../objects';
import { daemonSets } from '../resources/daemonSets';
import { deployments } from '../resources/deployments';
import { jobs } from '../resources/jobs';
import { nodes } from '../resources/nodes';
import { pods } from '../resources/pods';
import { replicaSets } from '../resources/replicaSets';
import { serviceAccounts } from '../resources/serviceAccounts';
import { statefulSets } from '../resources/statefulSets';
import type { Controller } from './controller';
import { isOf } from './controller';
import { reconcileDaemonSet } from './daemonSet';
import { reconcileDeployment } from './deployment';
import { reconcileJob } from './job';
import { reconcileReplicaSet } from './replicaSet';
import { reconcileStatefulSet } from './statefulSet';

/** Brings the pods of a workload to what it asks for, whenever the workload or one of its dependents changes. */
export const workloadController: Controller = (api, change) => {
  if (!change.removed) {
    reconcile(api, change.object);
  }
  if (isOf(pods, change) || isOf(replicaSets, change)) {
    reconcileOwners(api, change.object);
  }
  // Workloads that could not make their pods try again once the ServiceAccount is there.
  if (isOf(serviceAccounts, change) && !change.previous && !change.removed) {
    const { namespace, name } = change.object.metadata;
    [replicaSets, statefulSets, daemonSets, jobs]
      .flatMap(definition =>
        api.store.all<Deployment | DaemonSet | Job>(definition, namespace),
      )
      .filter(({ spec }) => spec.template.spec.serviceAccountName === name)
      .forEach(workload => reconcile(api, workload));
  }
  if (isOf(nodes, change) && !change.previous) {
    api.store.all(daemonSets).forEach(set => reconcile(api, set));
  }
};

function reconcileOwners(api: ObjectApi, object: KubeObject): void {
  const { ownerReferences = [], namespace = '' } = object.metadata;
  for (const { kind, name, uid } of ownerReferences) {
    const owner = [deployments, replicaSets, statefulSets, daemonSets, jobs]
      .filter(definition => definition.kind === kind)
      .map(definition => api.store.get<KubeObject>(definition, namespace, name))
      .find(found => found?.metadata.uid === uid);
    if (owner) {
      reconcile(api, owner);
    }
  }
}

/** Workloads being reconciled, by uid: what happens to their pods meanwhile is seen before they are done. */
const inProgress = new Set<string>();

function reconcile(api: ObjectApi, workload: KubeObject): void {
  const { uid = '' } = workload.metadata;
  if (inProgress.has(uid)) {
    return;
  }
  inProgress.add(uid);
  try {
    reconcileKind(api, workload);
  } finally {
    inProgress.delete(uid);
  }
}

function reconcileKind(
  api: ObjectApi,
  { kind, metadata: { namespace = '', name } }: KubeObject,
): void {
  switch (kind) {
    case 'Deployment':
      return reconcileDeployment(api, namespace, name);
    case 'ReplicaSet':
      return reconcileReplicaSet(api, namespace, name);
    case 'StatefulSet':
      return reconcileStatefulSet(api, namespace, name);
    case 'DaemonSet':
      return reconcileDaemonSet(api, namespace, name);
    case 'Job':
      return reconcileJob(api, namespace, name);
    default:
      return undefined;
  }
}
