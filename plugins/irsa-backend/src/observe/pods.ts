import type { V1Container, V1Pod } from '@kubernetes/client-node';
import type { ObservedContainer, ObservedPod } from './types';

function toContainer(container: V1Container): ObservedContainer {
  return {
    name: container.name,
    env: Object.fromEntries(
      (container.env ?? []).map(({ name, value }) => [name, value ?? '']),
    ),
    mounts: Object.fromEntries(
      (container.volumeMounts ?? []).map(mount => [
        mount.mountPath,
        mount.name,
      ]),
    ),
  };
}

function tokenVolumesOf(pod: V1Pod): Record<string, string> {
  const entries = (pod.spec?.volumes ?? []).flatMap(volume => {
    const tokens = (volume.projected?.sources ?? []).flatMap(
      source => source.serviceAccountToken ?? [],
    );
    return tokens.map(token => [volume.name, token.audience ?? '']);
  });
  return Object.fromEntries(entries);
}

/** A ReplicaSet of a Deployment is named after it and after the hash of the pod template. */
function workloadOf(pod: V1Pod): string | undefined {
  const owner = pod.metadata?.ownerReferences?.find(
    ({ controller }) => controller,
  );
  if (!owner) return undefined;
  const hash = pod.metadata?.labels?.['pod-template-hash'];
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return `deployment/${owner.name.slice(0, -hash.length - 1)}`;
  }
  return ['StatefulSet', 'DaemonSet'].includes(owner.kind)
    ? `${owner.kind.toLocaleLowerCase('en-US')}/${owner.name}`
    : undefined;
}

/** Whether the pod has ended, so that it asks for no credentials any more. */
export function hasEnded(pod: V1Pod): boolean {
  return ['Succeeded', 'Failed'].includes(pod.status?.phase ?? '');
}

/** What of a pod matters to its AWS identity. */
export function toPod(pod: V1Pod): ObservedPod {
  const workload = workloadOf(pod);
  return {
    name: pod.metadata?.name ?? '',
    ...(workload !== undefined && { workload }),
    createdAt: toIso(pod.metadata?.creationTimestamp),
    labels: pod.metadata?.labels ?? {},
    annotations: pod.metadata?.annotations ?? {},
    containers: [
      ...(pod.spec?.initContainers ?? []),
      ...(pod.spec?.containers ?? []),
    ].map(toContainer),
    tokenVolumes: tokenVolumesOf(pod),
  };
}

/** A time of the Kubernetes API as ISO 8601. */
export function toIso(time: Date | undefined): string {
  return time === undefined ? '' : new Date(time).toISOString();
}
