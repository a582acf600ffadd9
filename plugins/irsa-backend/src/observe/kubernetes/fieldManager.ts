/**
 * The field manager of every write to a cluster: "Server-Side Apply", Kubernetes documentation. Flux takes over the
 * fields of managers whose name starts with `kubectl`, so this one does not.
 */
export const FIELD_MANAGER = 'backstage-irsa';
