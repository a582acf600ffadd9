import { DEFAULT_AUDIENCE, EKS_ANNOTATIONS } from '../../model/annotations';
import { annotationRecord } from '../ownership/records';
import type { Desired, Pairs } from '../types';

/** The webhook annotations that are only written if requested, with the value that their absence means. */
const OPTIONAL = {
  [EKS_ANNOTATIONS.audience]: DEFAULT_AUDIENCE,
  [EKS_ANNOTATIONS.stsRegionalEndpoints]: 'true',
};

/** The annotations of a ServiceAccount that the webhook reads. */
const OF_WEBHOOK = [
  EKS_ANNOTATIONS.roleArn,
  EKS_ANNOTATIONS.tokenExpiration,
  ...Object.keys(OPTIONAL),
];

/**
 * Returns the annotations to remove: they are not requested, and either Backstage set them or their value differs from the default. With EKS Pod
 * Identity, all webhook annotations.
 */
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
