import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../../model/annotations';
import { annotationRecord } from '../ownership/records';
import type { Desired, Pairs } from '../types';

/** Annotations of the webhook that are written only when asked for, with what they mean when they are not there. */
const OPTIONAL = {
  [EKS_ANNOTATIONS.audience]: DEFAULT_AUDIENCE,
  [EKS_ANNOTATIONS.stsRegionalEndpoints]: 'true',
};

/** What the webhook reads of a ServiceAccount. */
const OF_WEBHOOK = [
  EKS_ANNOTATIONS.roleArn,
  EKS_ANNOTATIONS.tokenExpiration,
  ...Object.keys(OPTIONAL),
];

/** Those that nobody asks for, and that are ours or say otherwise than their absence; of EKS Pod Identity nobody asks for any. */
export function staleAnnotations(
  present: Pairs,
  { mechanism, annotations: wanted, refText }: Desired,
  recorded: ReadonlySet<string>,
): string[] {
  if (mechanism === 'pod-identity') {
    return OF_WEBHOOK.filter(key => present[key] !== undefined);
  }
  return Object.entries(OPTIONAL)
    .filter(
      ([key, usual]) =>
        key in present &&
        wanted[key] === undefined &&
        (present[key] !== usual ||
          recorded.has(annotationRecord(refText, key, present[key]))),
    )
    .map(([key]) => key);
}
