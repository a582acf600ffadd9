import { EKS_ANNOTATIONS, SKIP_WEBHOOK_LABEL } from '../../model/annotations';
import { valueOf } from '../../model/observation';
import type {
  Observed,
  ObservedContainer,
  ObservedPod,
} from '../../model/observed';
import { audienceOf } from './trust';

/** What the webhook sets and mounts. Source: amazon-eks-pod-identity-webhook, README. */
export const ROLE_VARIABLE = 'AWS_ROLE_ARN';
export const TOKEN_VARIABLE = 'AWS_WEB_IDENTITY_TOKEN_FILE';
export const TOKEN_VOLUME = 'aws-iam-token';
const TOKEN_FILE = '/var/run/secrets/eks.amazonaws.com/serviceaccount/token';

/** The token for the API server. Source: "Configure Service Accounts for Pods", Kubernetes documentation. */
const CLUSTER_TOKEN_FILE =
  '/var/run/secrets/kubernetes.io/serviceaccount/token';

/** What should have been injected. */
export interface Injection {
  roleArn: string;
  audience: string;
  /** When the annotations were last written, ISO 8601; undefined when that cannot be dated. */
  annotatedAt?: string;
}

/** What is wrong with one container. */
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
  /** What was found instead, where there is something to name. */
  detail: string;
}

/** What the containers of the ServiceAccount's pods should carry; undefined when it names no role. */
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
 * The containers that the pod tells the webhook to leave out: the first line that is not empty, as Go's `encoding/csv` reads it. White space counts, and
 * with a quotation mark too few the webhook leaves none out.
 */
export function skippedNames({ annotations }: ObservedPod): string[] {
  const text = annotations[EKS_ANNOTATIONS.skipContainers] ?? '';
  const line = text.split(/\r?\n/).find(each => each !== '') ?? '';
  const names = line.split(',').map(name => name.replace(/^"([^"]*)"$/, '$1'));
  return names.some(name => name.includes('"')) ? [] : names;
}

/** Whether the container is meant to have the role: one that the pod names to be skipped is not. */
export function isConfigured(
  pod: ObservedPod,
  { name }: ObservedContainer,
): boolean {
  return !skippedNames(pod).includes(name);
}

/** A path as Linux writes it. For pods that select Windows, the webhook sets `C:\var\run\…`, and mounts at `/var/run/…` all the same. */
function linuxPath(path: string): string {
  return path.replace(/^C:/i, '').replaceAll('\\', '/');
}

/** The volume that a file lies in: that of the innermost mount. */
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

/** Whether the container carries the role and a token of the right audience, no matter who put them there. */
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

/** Whether the webhook gave the container what it gives, of this role or another. */
function wasReached({ env, mounts }: ObservedContainer): boolean {
  return (
    env[TOKEN_VARIABLE] !== undefined &&
    Object.values(mounts).includes(TOKEN_VOLUME)
  );
}

/**
 * The containers that another webhook added after that of EKS had run: it sets its variables in all containers that a pod has then.
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
 * The containers of a pod that do not carry the role and token that they are meant to have, without those that were added later. That all of them are
 * named to be skipped is a fault of the first.
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
