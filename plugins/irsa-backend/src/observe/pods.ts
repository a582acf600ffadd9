import type {
  V1Container,
  V1EnvVar,
  V1EnvVarSource,
  V1Pod,
  V1PodSecurityContext,
  V1SecurityContext,
  V1Volume,
} from '@kubernetes/client-node';
import {
  objectsOf,
  optionalFlag,
  optionalNumber,
  optionalText,
  pairsOf,
  textOf,
  timeOf,
  HIDDEN_VALUE,
  type ObservedContainer,
  type ObservedPod,
  type ObservedSecurityContext,
  type VariablesFrom,
  type VariableSource,
  type VolumeKind,
} from '@backstage-irsa/core/model';

/**
 * Variables whose values show which credentials a container uses, and which hosts it calls without a proxy. For all others, it is enough to know that
 * they are set.
 */
const TELLING = new Set([
  'AWS_ROLE_ARN',
  'AWS_ROLE_SESSION_NAME',
  'AWS_WEB_IDENTITY_TOKEN_FILE',
  'AWS_PROFILE',
  'AWS_DEFAULT_PROFILE',
  'AWS_CONFIG_FILE',
  'AWS_SHARED_CREDENTIALS_FILE',
  'AWS_CONTAINER_CREDENTIALS_FULL_URI',
  'AWS_CONTAINER_CREDENTIALS_RELATIVE_URI',
  'AWS_STS_REGIONAL_ENDPOINTS',
  'NO_PROXY',
  'no_proxy',
]);

function valuesOf(env: V1EnvVar[]): Record<string, string> {
  const entries = env.map(variable => {
    const [name, value] = [textOf(variable.name), textOf(variable.value)];
    return [name, value === '' || TELLING.has(name) ? value : HIDDEN_VALUE];
  });
  return Object.fromEntries(entries);
}

function toSource(from: V1EnvVarSource): VariableSource {
  const { secretKeyRef, configMapKeyRef } = from;
  if (secretKeyRef) {
    const { name, key } = secretKeyRef;
    return { kind: 'secret', name: textOf(name), key: textOf(key) };
  }
  if (configMapKeyRef) {
    const { name, key } = configMapKeyRef;
    return { kind: 'config-map', name: textOf(name), key: textOf(key) };
  }
  return { kind: 'other', name: '', key: '' };
}

function sourcesOf(env: V1EnvVar[]): Record<string, VariableSource> {
  const entries = env.flatMap(({ name, valueFrom }) =>
    valueFrom ? [[textOf(name), toSource(valueFrom)]] : [],
  );
  return Object.fromEntries(entries);
}

function variablesFrom(container: V1Container): VariablesFrom[] {
  return objectsOf(container.envFrom).flatMap(
    ({ secretRef, configMapRef, ...rest }): VariablesFrom[] => {
      const prefix = textOf(rest.prefix);
      if (secretRef) {
        return [{ kind: 'secret', name: textOf(secretRef.name), prefix }];
      }
      return configMapRef
        ? [{ kind: 'config-map', name: textOf(configMapRef.name), prefix }]
        : [];
    },
  );
}

/** Returns the security context of a container. Its own settings override those of the pod. */
function securityOf(
  container: V1SecurityContext = {},
  pod: V1PodSecurityContext = {},
): ObservedSecurityContext {
  const runAsUser = optionalNumber(container.runAsUser ?? pod.runAsUser);
  const runAsNonRoot = optionalFlag(container.runAsNonRoot ?? pod.runAsNonRoot);
  return {
    ...(runAsUser !== undefined && { runAsUser }),
    ...(runAsNonRoot !== undefined && { runAsNonRoot }),
  };
}

function toContainer(
  container: V1Container,
  pod: V1Pod,
  init: boolean,
): ObservedContainer {
  const env = objectsOf(container.env);
  return {
    name: textOf(container.name),
    init,
    env: valuesOf(env),
    envSources: sourcesOf(env),
    envFrom: variablesFrom(container),
    mounts: Object.fromEntries(
      objectsOf(container.volumeMounts).map(mount => [
        textOf(mount.mountPath),
        textOf(mount.name),
      ]),
    ),
    security: securityOf(container.securityContext, pod.spec?.securityContext),
  };
}

function kindOf(volume: V1Volume): VolumeKind {
  if (volume.secret) return 'secret';
  if (volume.configMap) return 'config-map';
  if (volume.hostPath) return 'host-path';
  if (volume.emptyDir) return 'empty-dir';
  return volume.projected ? 'projected' : 'other';
}

function tokenVolumesOf(pod: V1Pod): Record<string, string> {
  const entries = objectsOf(pod.spec?.volumes).flatMap(volume => {
    const tokens = objectsOf(volume.projected?.sources).flatMap(
      source => source.serviceAccountToken ?? [],
    );
    return tokens.map(token => [textOf(volume.name), textOf(token.audience)]);
  });
  return Object.fromEntries(entries);
}

/** Returns the controller of the pod: its kind and name. */
export function controllerOf({
  metadata,
}: V1Pod): { kind: string; name: string } | undefined {
  const owner = objectsOf(metadata?.ownerReferences).find(
    ({ controller }) => controller,
  );
  return owner && { kind: textOf(owner.kind), name: textOf(owner.name) };
}

/** Returns the workload of a pod. A Deployment's ReplicaSet is named after the Deployment and the hash of the pod template. */
function workloadOf(pod: V1Pod): string | undefined {
  const owner = controllerOf(pod);
  if (!owner) return undefined;
  const hash = optionalText(pod.metadata?.labels?.['pod-template-hash']);
  if (owner.kind === 'ReplicaSet' && hash && owner.name.endsWith(`-${hash}`)) {
    return `deployment/${owner.name.slice(0, -hash.length - 1)}`;
  }
  return ['StatefulSet', 'DaemonSet'].includes(owner.kind)
    ? `${owner.kind.toLocaleLowerCase('en-US')}/${owner.name}`
    : undefined;
}

/** Whether the pod has ended or is about to end, so that it no longer matters. */
export function hasEnded(pod: V1Pod): boolean {
  return (
    pod.metadata?.deletionTimestamp !== undefined ||
    ['Succeeded', 'Failed'].includes(pod.status?.phase ?? '')
  );
}

/** Returns the parts of a pod that matter to its AWS identity. */
export function toPod(pod: V1Pod): ObservedPod {
  const { metadata, spec, status } = pod;
  const workload = workloadOf(pod);
  const fsGroup = optionalNumber(spec?.securityContext?.fsGroup);
  const os = optionalText(
    spec?.os?.name ?? spec?.nodeSelector?.['kubernetes.io/os'],
  );
  return {
    name: textOf(metadata?.name),
    ...(workload !== undefined && { workload }),
    isControlled: controllerOf(pod) !== undefined,
    createdAt: timeOf(metadata?.creationTimestamp),
    phase: optionalText(status?.phase) ?? 'Unknown',
    serviceAccountName: optionalText(spec?.serviceAccountName) ?? 'default',
    labels: pairsOf(metadata?.labels),
    annotations: pairsOf(metadata?.annotations),
    hostNetwork: optionalFlag(spec?.hostNetwork) ?? false,
    ...(os !== undefined && { os }),
    ...(fsGroup !== undefined && { fsGroup }),
    containers: [
      ...objectsOf(spec?.initContainers).map(item =>
        toContainer(item, pod, true),
      ),
      ...objectsOf(spec?.containers).map(item => toContainer(item, pod, false)),
    ],
    volumes: Object.fromEntries(
      objectsOf(spec?.volumes).map(volume => [
        textOf(volume.name),
        kindOf(volume),
      ]),
    ),
    tokenVolumes: tokenVolumesOf(pod),
  };
}
