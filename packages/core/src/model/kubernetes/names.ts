const LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;

/**
 * Whether Kubernetes takes the text as a namespace name: an RFC 1123 label.
 * Source: "Object Names and IDs", Kubernetes documentation.
 *
 * @public
 */
export function isNamespaceName(text: string): boolean {
  return text.length <= 63 && LABEL.test(text);
}

/**
 * Whether Kubernetes takes the text as a ServiceAccount name: an RFC 1123 subdomain.
 * Source: "Object Names and IDs", Kubernetes documentation.
 */
export function isServiceAccountName(text: string): boolean {
  return (
    text.length <= 253 && text.split('.').every(label => LABEL.test(label))
  );
}

/** Whether the namespace belongs to the cluster itself: `kube-*` and `default`. */
export function isSystemNamespace(namespace: string): boolean {
  return namespace === 'default' || namespace.startsWith('kube-');
}
