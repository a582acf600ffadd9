import {
  EKS_ANNOTATIONS,
  SKIP_WEBHOOK_LABEL,
} from '@backstage-irsa/plugin-irsa-common';
import type { ObservedContainer, ObservedPod } from '../observe/types';

/** What the webhook sets and mounts. Source: amazon-eks-pod-identity-webhook, README. */
export const ROLE_VARIABLE = 'AWS_ROLE_ARN';
export const TOKEN_VARIABLE = 'AWS_WEB_IDENTITY_TOKEN_FILE';
export const TOKEN_VOLUME = 'aws-iam-token';
const TOKEN_DIRECTORY = '/var/run/secrets/eks.amazonaws.com/serviceaccount';
const TOKEN_FILE = `${TOKEN_DIRECTORY}/token`;

/** What should have been injected. */
export interface Injection {
  roleArn: string;
  audience: string;
  /** When the annotation was written, ISO 8601; undefined when it cannot be dated. */
  annotatedAt?: string;
}

/** What is wrong with one container. */
export interface InjectionFault {
  pod: string;
  container: string;
  kind:
    | 'skipped'
    | 'own-role'
    | 'own-token-file'
    | 'own-volume'
    | 'older-than-annotation'
    | 'not-injected';
  /** What was found instead, where there is something to name. */
  detail?: string;
}

/** The containers of a pod that are meant to have the role. */
function containersOf(pod: ObservedPod): ObservedContainer[] {
  const skipped = (pod.annotations[EKS_ANNOTATIONS.skipContainers] ?? '')
    .split(',')
    .map(name => name.trim());
  return pod.containers.filter(({ name }) => !skipped.includes(name));
}

function faultOf(
  pod: ObservedPod,
  container: ObservedContainer,
  wanted: Injection,
): Pick<InjectionFault, 'kind' | 'detail'> | undefined {
  const { env, mounts } = container;
  const role = env[ROLE_VARIABLE];
  const file = env[TOKEN_VARIABLE];
  const mounted = mounts[TOKEN_DIRECTORY];
  if (pod.labels[SKIP_WEBHOOK_LABEL] !== undefined) return { kind: 'skipped' };
  const older =
    wanted.annotatedAt !== undefined && pod.createdAt < wanted.annotatedAt;
  if (role === undefined && file === undefined) {
    return { kind: older ? 'older-than-annotation' : 'not-injected' };
  }
  if (file !== TOKEN_FILE) {
    return {
      kind: file === undefined ? 'own-role' : 'own-token-file',
      detail: file ?? role,
    };
  }
  if (role !== wanted.roleArn) {
    return {
      kind: older ? 'older-than-annotation' : 'own-role',
      detail: role ?? 'none',
    };
  }
  if (mounted === undefined || pod.tokenVolumes[mounted] !== wanted.audience) {
    return { kind: 'own-volume', detail: mounted ?? 'none' };
  }
  return undefined;
}

/** The containers of a pod that do not carry the role and token that they are meant to have. */
export function injectionFaults(
  pod: ObservedPod,
  wanted: Injection,
): InjectionFault[] {
  return containersOf(pod).flatMap(container => {
    const fault = faultOf(pod, container, wanted);
    return fault
      ? [{ pod: pod.name, container: container.name, ...fault }]
      : [];
  });
}
