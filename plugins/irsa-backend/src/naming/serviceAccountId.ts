import type { ServiceAccountRef } from '@backstage-irsa/plugin-irsa-common';
import { hashParts } from './hash';

/** The opaque, URL-safe, deterministic id of an IAM service account. */
export function serviceAccountId(ref: ServiceAccountRef): string {
  return hashParts(['service-account', ref.cluster, ref.namespace, ref.name])
    .subarray(0, 16)
    .toString('base64url');
}
