import { isNamespaceName, isServiceAccountName } from './kubernetes/names';
import { hashId } from './hash';

/** The opaque, URL-safe, deterministic id of an IAM service account. */
export function serviceAccountId(ref: ServiceAccountRef): string {
  const { cluster, namespace, name } = ref;
  return hashId(`${cluster}/${namespace}`, [
    ...['service-account', cluster, namespace, name],
  ]);
}

/** Where a ServiceAccount lives. @public */
export interface ServiceAccountRef {
  /** A name of `irsa.clusters`. */
  cluster: string;
  namespace: string;
  name: string;
}

/** `<cluster>/<namespace>/<name>`, as the entity annotation writes it. @public */
export function formatServiceAccountRef(ref: ServiceAccountRef): string {
  return `${ref.cluster}/${ref.namespace}/${ref.name}`;
}

/**
 * Reads the value of the annotation `backstage-irsa.dev/service-account`: references separated by commas.
 * What is no reference comes back as text in `invalid`; nothing is guessed.
 *
 * @public
 */
export function parseServiceAccountAnnotation(value: string): {
  refs: ServiceAccountRef[];
  invalid: string[];
} {
  const refs = new Map<string, ServiceAccountRef>();
  const invalid: string[] = [];
  for (const part of value.split(',').map(text => text.trim())) {
    if (part === '') continue;
    const [cluster, namespace, name, ...rest] = part.split('/');
    if (
      rest.length === 0 &&
      isServiceAccountName(cluster ?? '') &&
      isNamespaceName(namespace ?? '') &&
      isServiceAccountName(name ?? '')
    ) {
      refs.set(part, { cluster, namespace, name });
    } else {
      invalid.push(part);
    }
  }
  return { refs: [...refs.values()], invalid };
}

/**
 * The `sub` claim of the ServiceAccount's tokens.
 * Source: "Managing Service Accounts", Kubernetes documentation.
 *
 * @public
 */
export function subjectOf(ref: Omit<ServiceAccountRef, 'cluster'>): string {
  return `system:serviceaccount:${ref.namespace}:${ref.name}`;
}

/** The ServiceAccount that a `sub` claim names, or undefined when it names none exactly. */
export function parseSubject(
  subject: string,
): Omit<ServiceAccountRef, 'cluster'> | undefined {
  const [system, kind, namespace, name, ...rest] = subject.split(':');
  return system === 'system' &&
    kind === 'serviceaccount' &&
    rest.length === 0 &&
    isNamespaceName(namespace ?? '') &&
    isServiceAccountName(name ?? '')
    ? { namespace, name }
    : undefined;
}
