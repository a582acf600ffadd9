import { EKS_ANNOTATIONS, SKIP_WEBHOOK_LABEL } from '../../model/annotations';
import { valueOf } from '../../model/observation';
import type {
  Observed,
  ObservedContainer,
  ObservedPod,
} from '../../model/observed';
import { audienceOf } from './trust';

/** The variables and the volume that the webhook sets. Source: amazon-eks-pod-identity-webhook, README. */
export const ROLE_VARIABLE = 'AWS_ROLE_ARN';
export const TOKEN_VARIABLE = 'AWS_WEB_IDENTITY_TOKEN_FILE';
export const TOKEN_VOLUME = 'aws-iam-token';
const TOKEN_FILE = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';

/** The path of the token for the API server. Source: "Configure Service Accounts for Pods", Kubernetes documentation. */
const CLUSTER_TOKEN_FILE =
  '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** The values that the webhook should inject. */
export interface Injection {
  roleArn: string;
  audience: string;
  /** The time of the last change to the annotations, in ISO 8601; undefined if it is unknown. */
  annotatedAt?: string;
}

/** An injection fault of one container. */
export interface InjectionFault {
  pod: ObservedPod;
  container: ObservedContainer;
  kind:
    | 'label-skips'
    | 'annotation-skips'
    | 'cluster-token'
    | 'service-account-role'
    | 'own-token-file'
    | 'own-volume'
    | 'older-than-annotation'
    | 'not-injected';
  /** The value that was found instead; empty if there is none to name. */
  detail: string;
}

/** Returns the values that containers of the ServiceAccount's pods should have; undefined if the ServiceAccount names no role. */
export function injectionOf(observed: Observed): Injection | undefined {
  const account = valueOf(observed.serviceAccount);
  const roleArn = account?.annotations[EKS_ANNOTATIONS.roleArn];
  if (roleArn === undefined) return undefined;
  const { roleArn: role, audience } = EKS_ANNOTATIONS;
  const [annotatedAt] = [role, audience]
    .flatMap(key => account?.annotatedAt[key] ?? [])
    .sort()
    .reverse();
  return { roleArn, audience: audienceOf(observed), annotatedAt };
}

/**
 * Returns the containers that the pod tells the webhook to skip: the first line that is not empty, as Go's `encoding/csv` reads it. White space
 * counts. With an unbalanced quotation mark, the webhook skips none.
 */
export function skippedNames({ annotations }: ObservedPod): string[] {
  const text = annotations[EKS_ANNOTATIONS.skipContainers] ?? '';
  const line = text.split(/\r?\n/).find(each => each !== '') ?? '';
  const names = line.split(',').map(name => name.replace(/^"([^"]*)"$/, '$1'));
  return names.some(name => name.includes('"')) ? [] : names;
}

/** Whether the container should have the role: the pod does not list it as skipped. */
export function isConfigured(
  pod: ObservedPod,
  { name }: ObservedContainer,
): boolean {
  return !skippedNames(pod).includes(name);
}

/** Returns a path in Linux form. For Windows pods, the webhook sets `C:\var\run\…` but still mounts at `/var/run/…`. */
function linuxPath(path: string): string {
  return path.replace(/^C:/i, '').replaceAll('\\', '/');
}

/** Returns the volume that contains a file: that of the innermost mount. */
function volumeOf(
  mounts: Record<string, string>,
  file: string,
): string | undefined {
  const [innermost] = Object.keys(mounts)
    .filter(path =>
      linuxPath(file).startsWith(`${linuxPath(path).replace(/\/$/, '')}/`),
    )
    .sort((a, b) => b.length - a.length);
  return innermost === undefined ? undefined : mounts[innermost];
}

/** Whether the container has the role and a token with the right audience, regardless of who set them. */
export function isInjected(
  pod: ObservedPod,
  { env, mounts }: ObservedContainer,
  wanted: Injection,
): boolean {
  const volume = volumeOf(mounts, env[TOKEN_VARIABLE] ?? '');
  return (
    env[ROLE_VARIABLE] === wanted.roleArn &&
    volume !== undefined &&
    pod.tokenVolumes[volume] === wanted.audience
  );
}

function kindOf(
  pod: ObservedPod,
  container: ObservedContainer,
  wanted: Injection,
): InjectionFault['kind'] {
  const role = container.env[ROLE_VARIABLE];
  const file = container.env[TOKEN_VARIABLE];
  const { annotatedAt } = wanted;
  const older = annotatedAt !== undefined && pod.createdAt < annotatedAt;
  if (pod.labels[SKIP_WEBHOOK_LABEL] !== undefined) return 'label-skips';
  if (role === undefined && file === undefined) {
    return older ? 'older-than-annotation' : 'not-injected';
  }
  if (file === undefined) return 'service-account-role';
  const path = linuxPath(file);
  if (path === CLUSTER_TOKEN_FILE) return 'cluster-token';
  if (path !== TOKEN_FILE) return 'own-token-file';
  if (older) return 'older-than-annotation';
  return role === wanted.roleArn ? 'own-volume' : 'service-account-role';
}

function detailOf(
  { env, mounts }: ObservedContainer,
  kind: InjectionFault['kind'],
): string {
  switch (kind) {
    case 'service-account-role':
      return env[ROLE_VARIABLE] ?? 'none';
    case 'own-token-file':
      return env[TOKEN_VARIABLE] ?? 'none';
    case 'own-volume':
      return mounts[TOKEN_FILE.replace(/\/token$/, '')] ?? TOKEN_VOLUME;
    default:
      return '';
  }
}

/** Whether the webhook injected its variables and volume into the container, for this role or another. */
function wasReached({ env, mounts }: ObservedContainer): boolean {
  return (
    env[TOKEN_VARIABLE] !== undefined &&
    Object.values(mounts).includes(TOKEN_VOLUME)
  );
}

/**
 * Returns the containers that another webhook added after the EKS webhook ran. The EKS webhook sets its variables only in the containers that exist
 * at that time.
 * Source: "Dynamic Admission Control", Kubernetes documentation, on the order of webhooks and their reinvocation.
 */
export function addedLater(pod: ObservedPod): ObservedContainer[] {
  return pod.labels[SKIP_WEBHOOK_LABEL] === undefined &&
    pod.containers.some(wasReached)
    ? pod.containers.filter(
        container =>
          isConfigured(pod, container) &&
          container.env[ROLE_VARIABLE] === undefined &&
          container.env[TOKEN_VARIABLE] === undefined,
      )
    : [];
}

/**
 * Returns the faults of containers that lack the role and token that they should have, without containers that were added later. If the pod skips all
 * of its containers, the fault is reported for the first one.
 */
export function injectionFaults(
  pod: ObservedPod,
  wanted: Injection,
): InjectionFault[] {
  const meant = pod.containers.filter(container =>
    isConfigured(pod, container),
  );
  if (meant.length === 0) {
    return pod.containers.slice(0, 1).map(container => ({
      pod,
      container,
      kind: 'annotation-skips',
      detail: '',
    }));
  }
  const later = addedLater(pod);
  return meant
    .filter(
      container =>
        !later.includes(container) && !isInjected(pod, container, wanted),
    )
    .map(container => {
      const kind = kindOf(pod, container, wanted);
      return { pod, container, kind, detail: detailOf(container, kind) };
    });
}
