import type { ObjectApi } from '../objectApi';
import { timestamp } from '../metadata';
import type { Deployment, ReplicaSet } from '../objects';
import { deployments } from '../resources/deployments';
import { replicaSets } from '../resources/replicaSets';
import { CONTROLLER_WRITER, ownerReference, templateHash } from './podsOf';

const HASH = 'pod-template-hash';
const REVISION = 'deployment.kubernetes.io/revision';
/** The number of empty ReplicaSets to keep (`revisionHistoryLimit`). */
const HISTORY = 10;

/** Scales the ReplicaSet of the current template to full size and all others to 0. */
export function reconcileDeployment(
  api: ObjectApi,
  namespace: string,
  name: string,
): void {
  const deployment = api.store.get(deployments, namespace, name);
  if (!deployment || deployment.metadata.deletionTimestamp) {
    return;
  }
  const hash = templateHash(deployment.spec.template);
  const current = `${name}-${hash}`;
  const replicas = deployment.spec.replicas ?? 1;
  const newest = setsOf(api, deployment).at(-1);
  if (newest?.metadata.name !== current) {
    // If the Deployment returns to an earlier template, reuse its ReplicaSet as the newest.
    const set = api.store.get(replicaSets, namespace, current);
    const revision = String(revisionOf(newest) + 1);
    if (set) {
      api.setStatus(replicaSets, withRevision(set, revision));
    } else {
      api.create(
        replicaSets,
        withRevision(newReplicaSet(deployment, hash, replicas), revision),
        { writer: CONTROLLER_WRITER },
      );
    }
  }
  scale(api, namespace, current, replicas);
  const old = setsOf(api, deployment).filter(
    set => set.metadata.name !== current,
  );
  for (const set of old) {
    scale(api, namespace, set.metadata.name, 0);
  }
  for (const set of old.slice(0, Math.max(0, old.length - HISTORY))) {
    api.delete(replicaSets, namespace, set.metadata.name);
  }
  report(api, namespace, name, current);
}

function revisionOf(set: ReplicaSet | undefined): number {
  return Number(set?.metadata.annotations?.[REVISION] ?? 0);
}

/** Returns the object with its revision number set. */
export function withRevision<T extends Deployment>(
  object: T,
  revision: string,
): T {
  const annotations = { ...object.metadata.annotations, [REVISION]: revision };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/** Returns the ReplicaSets of a Deployment, newest last. */
function setsOf(api: ObjectApi, deployment: Deployment): ReplicaSet[] {
  return api.store
    .dependents(replicaSets, deployment.metadata.uid ?? '')
    .sort((a, b) => revisionOf(a) - revisionOf(b));
}

/** Returns the ReplicaSet for the current template of a Deployment. */
export function newReplicaSet(
  deployment: Deployment,
  hash: string,
  replicas: number,
): ReplicaSet {
  const { template, selector } = deployment.spec;
  const { name, namespace } = deployment.metadata;
  const labels = { ...template.metadata?.labels, [HASH]: hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${name}-${hash}`,
      namespace,
      labels,
      ownerReferences: [ownerReference(deployment)],
    },
    spec: {
      replicas,
      selector: {
        ...selector,
        matchLabels: { ...selector.matchLabels, [HASH]: hash },
      },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}

function scale(
  api: ObjectApi,
  namespace: string,
  name: string,
  replicas: number,
): void {
  const set = api.store.get(replicaSets, namespace, name);
  if (set && set.spec.replicas !== replicas) {
    api.update(
      replicaSets,
      { ...set, spec: { ...set.spec, replicas } },
      { writer: CONTROLLER_WRITER },
    );
  }
}

function report(
  api: ObjectApi,
  namespace: string,
  name: string,
  current: string,
): void {
  const deployment = api.store.get(deployments, namespace, name);
  if (!deployment) {
    return;
  }
  const sets = setsOf(api, deployment);
  const total = (field: 'replicas' | 'readyReplicas') =>
    sets.reduce((sum, { status }) => sum + (status?.[field] ?? 0), 0);
  const updated = sets.find(({ metadata }) => metadata.name === current);
  const wanted = deployment.spec.replicas ?? 1;
  const ready = total('readyReplicas');
  const available = ready >= wanted;
  const before = deployment.status?.conditions?.find(
    ({ type }) => type === 'Available',
  );
  const status = available ? 'True' : 'False';
  api.setStatus(deployments, {
    ...withRevision(deployment, String(revisionOf(updated))),
    status: {
      observedGeneration: deployment.metadata.generation,
      replicas: total('replicas'),
      updatedReplicas: updated?.status?.replicas ?? 0,
      readyReplicas: ready,
      availableReplicas: ready,
      ...(ready < wanted && { unavailableReplicas: wanted - ready }),
      conditions: [
        {
          type: 'Available',
          status,
          reason: available
            ? 'MinimumReplicasAvailable'
            : 'MinimumReplicasUnavailable',
          message: `Deployment ${
            available ? 'has' : 'does not have'
          } minimum availability.`,
          lastTransitionTime:
            before?.status === status
              ? before.lastTransitionTime
              : timestamp(api.now()),
        },
      ],
    },
  });
}
