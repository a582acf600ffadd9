import { hashId } from './hash';
import type { ServiceAccountRef } from './serviceAccountRef';

/** The opaque, URL-safe, deterministic id of an IAM service account. */
export function serviceAccountId(ref: ServiceAccountRef): string {
  return hashId(['service-account', ref.cluster, ref.namespace, ref.name]);
}
