const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Checks whether the text is a valid Kubernetes namespace name: an RFC 1123 label.
 * Source: "Object Names and IDs", Kubernetes documentation.
 *
 * @public
 */
export function isNamespaceName(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/**
 * Checks whether the text is a valid Kubernetes ServiceAccount name: an RFC 1123 subdomain.
 * Source: "Object Names and IDs", Kubernetes documentation.
 */
export function isServiceAccountName(text: string): boolean {
  return (
    text.length <= 253 && text.split('.').every(label => LABEL.test(label))
  );
}

/** Checks whether the namespace belongs to the cluster itself: `kube-*` or `default`. */
export function isSystemNamespace(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}
