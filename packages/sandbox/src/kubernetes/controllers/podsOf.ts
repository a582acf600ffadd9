import { createHash } from 'node:crypto';
import type { ObjectApi } from '../objectApi';
import { timestamp } from '../metadata';
import type {
  KubeObject,
  ObjectMeta,
  OwnerReference,
  Pod,
  PodTemplate,
} from '../objects';
import { events } from '../resources/events';
import { pods } from '../resources/pods';
import { StatusError } from '../status';

/** The field manager of writes by controllers. */
export const CONTROLLER_WRITER = {
  manager: 'kube-controller-manager',
  operation: 'Update',
} as const;

export function ownerReference({
  apiVersion,
  kind,
  metadata,
}: KubeObject): OwnerReference {
  return {
    apiVersion,
    kind,
    name: metadata.name,
    uid: metadata.uid ?? '',
    controller: true,
    blockOwnerDeletion: true,
  };
}

/** Returns the pods that a workload owns, oldest first. */
export function podsOf(api: ObjectApi, owner: KubeObject): Pod[] {
  return api.store
    .dependents(pods, owner.metadata.uid ?? '')
    .sort((a, b) => revisionOf(a) - revisionOf(b));
}

function revisionOf({ metadata }: Pod): number {
  return Number(metadata.resourceVersion);
}

export function isReady(pod: Pod): boolean {
  return (
    pod.status?.conditions?.some(
      ({ type, status }) => type === 'Ready' && status === 'True',
    ) ?? false
  );
}

/** Returns the pod that a workload creates from its template. */
export function podFrom(
  owner: KubeObject,
  template: PodTemplate,
  names: Pick<ObjectMeta, 'name' | 'generateName'>,
): Pod {
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      ...names,
      namespace: owner.metadata.namespace,
      labels: template.metadata?.labels,
      annotations: template.metadata?.annotations,
      ownerReferences: [ownerReference(owner)],
    },
    spec: { ...template.spec },
  };
}

/** Creates a pod from a template. If the API server refuses, records an event on the owner. Returns whether the pod was created. */
export function createPod(
  api: ObjectApi,
  owner: KubeObject,
  template: PodTemplate,
  meta: Pick<ObjectMeta, 'name' | 'generateName'> & { nodeName?: string },
): boolean {
  const { nodeName, ...names } = meta;
  const pod = podFrom(owner, template, names);
  if (nodeName) {
    pod.spec.nodeName = nodeName;
  }
  try {
    api.create(pods, pod, { writer: CONTROLLER_WRITER });
    return true;
  } catch (error) {
    if (!(error instanceof StatusError)) {
      throw error;
    }
    const causes = error.details?.causes ?? [];
    if (!causes.some(({ reason }) => reason === 'NamespaceTerminating')) {
      recordFailure(api, owner, `Error creating: ${error.message}`);
    }
    return false;
  }
}

const REVISION = 'controller-revision-hash';

/** Returns a hash that distinguishes versions of a template. */
export function templateHash(template: PodTemplate): string {
  return createHash('sha256')
    .update(JSON.stringify(template))
    .digest('hex')
    .slice(0, 10);
}

/** Returns a template whose pods carry its hash as a label, as the pods of StatefulSets and DaemonSets do. */
export function revisioned(template: PodTemplate): PodTemplate {
  return {
    ...template,
    metadata: {
      ...template.metadata,
      labels: {
        ...template.metadata?.labels,
        [REVISION]: templateHash(template),
      },
    },
  };
}

/** Removes pods of an older template and pods that are no longer wanted. */
export function removeStalePods(
  api: ObjectApi,
  owner: KubeObject,
  template: PodTemplate,
  isWanted: (pod: Pod) => boolean,
): void {
  const revision = template.metadata?.labels?.[REVISION];
  for (const pod of podsOf(api, owner)) {
    if (!isWanted(pod) || pod.metadata.labels?.[REVISION] !== revision) {
      deletePod(api, pod);
    }
  }
}

export function deletePod(api: ObjectApi, { metadata }: Pod): void {
  api.delete(pods, metadata.namespace ?? '', metadata.name);
}

function recordFailure(
  api: ObjectApi,
  { apiVersion, kind, metadata }: KubeObject,
  message: string,
): void {
  const { namespace, name, uid } = metadata;
  const eventName = `${name}.failedcreate`;
  const time = timestamp(api.now());
  const known = api.store.get(events, namespace ?? '', eventName);
  if (known) {
    api.setStatus(events, {
      ...known,
      message,
      count: known.count + 1,
      lastTimestamp: time,
    });
    return;
  }
  api.create(
    events,
    {
      apiVersion: 'v1',
      kind: 'Event',
      metadata: { name: eventName, namespace },
      involvedObject: { apiVersion, kind, name, namespace, uid },
      reason: 'FailedCreate',
      message,
      type: 'Warning',
      count: 1,
      firstTimestamp: time,
      lastTimestamp: time,
      source: { component: `${kind.toLowerCase()}-controller` },
    },
    { writer: CONTROLLER_WRITER },
  );
}
