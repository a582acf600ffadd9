import {
  absent,
  found,
  type Observation,
  type ObservedPod,
} from '@backstage-irsa/core/model';

/** Labels by which an application is named, the recommended one first. */
export const APPLICATION_LABELS = ['app.kubernetes.io/name', 'app'];

/** Whether a name can stand as the value of a label. Source: "Labels and Selectors", Kubernetes documentation. */
export function isLabelValue(name: string): boolean {
  return name.length <= 63;
}

/** The pods of a namespace that are named like a ServiceAccount by their labels, and run as another; of the first label by which there are any. */
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
