import { EKS_ANNOTATIONS } from '../model/annotations';
import { valueOf, type Observation } from '../model/observation';
import type { Observed, ObservedPod } from '../model/observed';
import { hasOther } from '../planning/trust/trust';
import type { TrustEntry } from '../planning/trust/trustEntry';
import { otherThan } from '../model/mechanism';
import { podsBy } from './restarts';

/** Checks whether a pod can still start or run with the mechanism that the ServiceAccount has left. True if the pods cannot be read. */
export async function mayStillNeed(
  entry: TrustEntry,
  observed: Observed,
  readPods: () => Promise<Observation<ObservedPod[]>>,
): Promise<boolean> {
  const trust = valueOf(observed.role)?.trust.document;
  if (!hasOther(trust, entry)) return false;
  const { mechanism } = entry;
  const annotations = valueOf(observed.serviceAccount)?.annotations ?? {};
  const isOn =
    mechanism === 'pod-identity'
      ? annotations[EKS_ANNOTATIONS.roleArn] !== undefined
      : observed.association.state !== 'absent';
  if (isOn) return true;
  const pods = await readPods();
  return (
    pods.state === 'unknown' ||
    podsBy(otherThan(mechanism), valueOf(pods) ?? []).length > 0
  );
}
