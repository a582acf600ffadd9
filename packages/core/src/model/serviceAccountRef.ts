import { isNamespaceName, isServiceAccountName } from './kubernetes/names';
import { hashId } from './hash';

/** Returns the opaque, URL-safe, deterministic ID of an IAM service account. */
export function serviceAccountId(ref: ServiceAccountRef): string {
  const { cluster, namespace, name } = ref;
  return hashId(`${cluster}/${namespace}`, [
    ...['service-account', cluster, namespace, name],
  ]);
}

/** A reference to a ServiceAccount by cluster, namespace, and name. @public */
export interface ServiceAccountRef {
  /** The name of the cluster in `irsa.clusters`. */
  cluster: string;
  namespace: string;
  name: string;
}

/** Formats a reference as `<cluster>/<namespace>/<name>`, as in the entity annotation. @public */
export function formatServiceAccountRef(ref: ServiceAccountRef): string {
  return `${ref.cluster}/${ref.namespace}/${ref.name}`;
}

/**
 * Parses the value of the annotation `backstage-irsa.dev/service-account`: references separated by commas. Returns invalid parts as text in
 * `invalid`, without guessing.
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
 * Returns the `sub` claim of the ServiceAccount's tokens.
 * Source: "Managing Service Accounts", Kubernetes documentation.
 *
 * @public
 */
export function subjectOf(ref: Omit<ServiceAccountRef, 'cluster'>): string {
  return `system:serviceaccount:${ref.namespace}:${ref.name}`;
}

/** Returns the ServiceAccount that a `sub` claim names; undefined if it does not name exactly one. */
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
