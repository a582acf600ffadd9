/**
 * The keys of the lists that merge by a key, as their Go types declare (`patchMergeKey`, `x-kubernetes-list-map-keys`). Every other list is replaced
 * as a whole.
 */
const MERGE_KEYS: Record<string, string> = {
  conditions: 'type',
  containers: 'name',
  containerStatuses: 'name',
  env: 'name',
  ephemeralContainers: 'name',
  imagePullSecrets: 'name',
  initContainers: 'name',
  ownerReferences: 'uid',
  ports: 'containerPort',
  secrets: 'name',
  volumeMounts: 'mountPath',
  volumes: 'name',
  webhooks: 'name',
};

/** Returns the property that identifies the items of a list, or undefined if the list is replaced as a whole. */
export function mergeKeyOf(field: string): string | undefined {
  return MERGE_KEYS[field];
}

/** Checks whether a list is a set of plain values, each with its own field owner. */
export function isSetList(field: string): boolean {
  return field === 'finalizers';
}
