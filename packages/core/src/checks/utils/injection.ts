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

function skippedNames(pod: ObservedPod): string[] {
  return (pod.annotations[EKS_ANNOTATIONS.skipContainers] ?? '')
    .split(',')
    .map(name => name.trim());
}

/** Whether the container is meant to have the role: one that the pod names to be skipped is not. */
export function isConfigured(
  pod: ObservedPod,
  { name }: ObservedContainer,
): boolean {
  return !skippedNames(pod).includes(name);
}

/** The volume that a file lies in: that of the innermost mount. */
function volumeOf(
  mounts: Record<string, string>,
  file: string,
): string | undefined {
  const [innermost] = Object.keys(mounts)
    .filter(path => file.startsWith(`${path.replace(/\/$/, '')}/`))
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
  if (file === CLUSTER_TOKEN_FILE) return 'cluster-token';
  if (file !== TOKEN_FILE) {
    return file === undefined ? 'service-account-role' : 'own-token-file';
  }
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

/**
 * The containers of a pod that do not carry the role and token that they are meant to have. That all of them are named to be skipped is a fault of
 * the first.
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
  return meant
    .filter(container => !isInjected(pod, container, wanted))
    .map(container => {
      const kind = kindOf(pod, container, wanted);
      return { pod, container, kind, detail: detailOf(container, kind) };
    });
}
