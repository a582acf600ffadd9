/**
 * Which lists of our resources merge by a key, as their Go types declare (`patchMergeKey`, `x-kubernetes-list-map-keys`).
 * Every other list is replaced as a whole.
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

/** The property that tells the items of a list apart; undefined for a list that is replaced as a whole. */
export function mergeKeyOf(field: string): string | undefined {
  return MERGE_KEYS[field];
}

/** Whether a list is a set of plain values, each owned by itself. */
export function isSetList(field: string): boolean {
  return field === 'finalizers';
}
