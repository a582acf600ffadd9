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
import { isOf, type Controller } from './controller';
import { reconcileDeployment } from './deployment';
import { timestamp } from '../metadata';
import {
  createPod,
  deletePod,
  isReady,
  podsOf,
  removeStalePods,
  revisioned,
} from './podsOf';
import { canRunOn } from './placement';

/** Runs one pod of the current template on every node that it can run on. */
function reconcileDaemonSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const set = api.store.get(daemonSets, namespace, name);
  if (!set || set.metadata.deletionTimestamp) {
    return;
  }
  const nodeNames = api.store
    .list(nodes)
    .filter(node => canRunOn(node, set.spec.template.spec))
    .map(node => node.metadata.name);
  const template = revisioned(set.spec.template);
  removeStalePods(api, set, template, pod =>
    nodeNames.includes(pod.spec.nodeName ?? ''),
  );
  const served = podsOf(api, set).map(pod => pod.spec.nodeName);
  nodeNames
    .filter(nodeName => !served.includes(nodeName))
    .every(nodeName =>
      createPod(api, set, template, {
        name: '',
        generateName: `${name}-`,
        nodeName,
      }),
    );
  const owned = podsOf(api, set);
  const ready = owned.filter(isReady).length;
  api.setStatus(daemonSets, {
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      currentNumberScheduled: owned.length,
      desiredNumberScheduled: nodeNames.length,
      updatedNumberScheduled: owned.length,
      numberMisscheduled: 0,
      numberReady: ready,
      numberAvailable: ready,
    },
  });
}

/** Runs the pods `name-0` … `name-(n-1)` of the current template. */
function reconcileStatefulSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const set = api.store.get(statefulSets, namespace, name);
  if (!set || set.metadata.deletionTimestamp) {
    return;
  }
  const { replicas = 1 } = set.spec;
  const names = Array.from({ length: replicas }, (_, i) => `${name}-${i}`);
  const template = revisioned(set.spec.template);
  removeStalePods(api, set, template, pod => names.includes(pod.metadata.name));
  const present = podsOf(api, set).map(pod => pod.metadata.name);
  names
    .filter(pod => !present.includes(pod))
    .every(pod => createPod(api, set, template, { name: pod }));
  const owned = podsOf(api, set);
  const ready = owned.filter(isReady).length;
  api.setStatus(statefulSets, {
    ...set,
    status: {
      observedGeneration: set.metadata.generation,
      replicas: owned.length,
      updatedReplicas: owned.length,
      readyReplicas: ready,
      availableReplicas: ready,
    },
  });
}

/** Runs as many pods as the ReplicaSet requests, and reports the count in its status. */
function reconcileReplicaSet(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const read = () => api.store.get(replicaSets, namespace, name);
  for (;;) {
    const set = read();
    if (!set || set.metadata.deletionTimestamp) {
      return;
    }
    const owned = podsOf(api, set);
    const missing = (set.spec.replicas ?? 1) - owned.length;
    if (missing < 0) {
      deletePod(api, owned[owned.length - 1]);
    } else if (
      missing === 0 ||
      !createPod(api, set, set.spec.template, {
        name: '',
        generateName: `${name}-`,
      })
    ) {
      break;
    }
  }
  const set = read();
  if (set) {
    const owned = podsOf(api, set);
    const ready = owned.filter(isReady).length;
    api.setStatus(replicaSets, {
      ...set,
      status: {
        replicas: owned.length,
        fullyLabeledReplicas: owned.length,
        readyReplicas: ready,
        availableReplicas: ready,
        observedGeneration: set.metadata.generation,
      },
    });
  }
}

/** Runs the pods of a Job. Nothing executes in them, so a Job never completes. */
function reconcileJob(api: ObjectApi, namespace: string, name: string): void {
  const job = api.store.get(jobs, namespace, name);
  if (!job || job.metadata.deletionTimestamp) {
    return;
  }
  const uid = job.metadata.uid ?? '';
  const labels = {
    ...job.spec.template.metadata?.labels,
    'batch.kubernetes.io/controller-uid': uid,
    'batch.kubernetes.io/job-name': name,
    'job-name': name,
  };
  const template = {
    ...job.spec.template,
    metadata: { ...job.spec.template.metadata, labels },
  };
  const missing = (job.spec.parallelism ?? 1) - podsOf(api, job).length;
  Array.from({ length: Math.max(missing, 0) }).every(() =>
    createPod(api, job, template, { name: '', generateName: `${name}-` }),
  );
  const owned = podsOf(api, job);
  api.setStatus(jobs, {
    ...job,
    status: {
      active: owned.length,
      ready: owned.filter(isReady).length,
      startTime: job.status?.startTime ?? timestamp(api.now()),
    },
  });
}

/** Reconciles the pods of a workload when the workload or one of its dependents changes. */
export const workloadController: Controller = (api, change) => {
  if (!change.removed) {
    reconcile(api, change.object);
  }
  if (isOf(pods, change) || isOf(replicaSets, change)) {
    reconcileOwners(api, change.object);
  }
  // Workloads that could not create their pods retry when the ServiceAccount appears.
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

/** The UIDs of the workloads that are being reconciled. Changes of their pods do not start another reconciliation. */
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
