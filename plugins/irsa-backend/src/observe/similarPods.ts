import {
  absent,
  found,
  type Observation,
  type ObservedPod,
} from '@backstage-irsa/core/model';

/** Labels that name an application, the recommended one first. */
export const APPLICATION_LABELS = ['app.kubernetes.io/name', 'app'];

/** Whether a name can be a label value. Source: "Labels and Selectors", Kubernetes documentation. */
export function isLabelValue(name: string): boolean {
  return name.length <= 63;
}

/**
 * Returns the pods of a namespace whose labels carry the name of a ServiceAccount but that run as another one. Uses the first label with such pods.
 */
export function similarPodsAmong(
  pods: ObservedPod[],
  name: string,
): Observation<ObservedPod[]> {
  if (!isLabelValue(name)) return absent();
  for (const label of APPLICATION_LABELS) {
    const others = pods.filter(
      ({ labels, serviceAccountName }) =>
        labels[label] === name && serviceAccountName !== name,
    );
    if (others.length > 0) return found(others);
  }
  return absent();
}
