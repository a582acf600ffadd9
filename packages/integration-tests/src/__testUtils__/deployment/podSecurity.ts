import type { V1Container, V1PodSpec } from '@kubernetes/client-node';

/** The volume types that the Standard allows. */
const VOLUMES = [
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
];

function containerFaults(
  { name, ports = [], securityContext = {} }: V1Container,
  pod: V1PodSpec,
): string[] {
  const { capabilities = {}, seccompProfile, ...own } = securityContext;
  const ofPod = pod.securityContext ?? {};
  const profile = seccompProfile ?? ofPod.seccompProfile;
  const faults: [boolean, string][] = [
    [own.privileged === true, 'privileged'],
    [own.allowPrivilegeEscalation !== false, 'allowPrivilegeEscalation'],
    [(own.runAsNonRoot ?? ofPod.runAsNonRoot) !== true, 'runAsNonRoot'],
    [(own.runAsUser ?? ofPod.runAsUser) === 0, 'runAsUser'],
    [!capabilities.drop?.includes('ALL'), 'capabilities.drop'],
    [
      (capabilities.add ?? []).some(added => added !== 'NET_BIND_SERVICE'),
      'capabilities.add',
    ],
    [
      !['RuntimeDefault', 'Localhost'].includes(profile?.type ?? ''),
      'seccompProfile',
    ],
    [(own.procMount ?? 'Default') !== 'Default', 'procMount'],
    [ports.some(({ hostPort }) => hostPort), 'hostPort'],
  ];
  return faults
    .filter(([isFault]) => isFault)
    .map(([, field]) => `${name}: ${field}`);
}

/**
 * Returns the fields of a pod that the Pod Security Standard `restricted` refuses.
 * Source: "Pod Security Standards" in the Kubernetes documentation, without the parts about Windows, AppArmor, SELinux, and sysctls.
 */
export function restrictedFaults(pod: V1PodSpec): string[] {
  const { initContainers = [], containers, volumes = [] } = pod;
  const kinds = volumes.flatMap(({ name: _, ...kind }) => Object.keys(kind));
  return [
    ...(pod.hostNetwork || pod.hostPID || pod.hostIPC ? ['host'] : []),
    ...kinds.filter(kind => !VOLUMES.includes(kind)),
    ...[...initContainers, ...containers].flatMap(container =>
      containerFaults(container, pod),
    ),
  ];
}
