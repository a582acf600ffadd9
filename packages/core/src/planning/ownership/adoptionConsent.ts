import { sha256Hex } from '../../model/hash';
import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import { PREFIX } from '../../model/annotations';
import type { Pairs } from '../types';

/** The tag or annotation by which an administrator of AWS or the cluster consents to the adoption of one object by one ServiceAccount. */
export const ADOPT_KEY = `${PREFIX}adopt`;

/** The tag of an adopted role: the id of the IAM service account that it belongs to. */
export const ADOPTED_KEY = `${PREFIX}adopted`;

const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

const CONSENT = /^v1:([0-9a-f]{32}):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;

/** The first 32 hexadecimal digits of the SHA-256 of `cluster/namespace/name`, as `printf %s … | sha256sum | cut -c1-32` prints it. */
export function consentHash(ref: ServiceAccountRef): string {
  return sha256Hex(formatServiceAccountRef(ref)).slice(0, 32);
}

/** The value of a consent to the adoption by one ServiceAccount, which ends at a time. */
export function consentOf(ref: ServiceAccountRef, end: Date): string {
  return `v1:${consentHash(ref)}:${end.toISOString().replace(/\.\d+Z$/, 'Z')}`;
}

/** The consent among the tags or annotations of an object; undefined when there is none. */
export function consentIn(pairs: Pairs): string | undefined {
  return Object.hasOwn(pairs, ADOPT_KEY) ? pairs[ADOPT_KEY] : undefined;
}

/** Why a consent does not hold for a ServiceAccount at a time; undefined when it does. */
export function consentProblem(
  consent: string,
  ref: ServiceAccountRef,
  now: Date,
): string | undefined {
  const [, hash, end] = CONSENT.exec(consent) ?? [];
  const ends = Date.parse(end ?? '');
  if (hash === undefined || Number.isNaN(ends)) return 'is malformed';
  if (hash !== consentHash(ref)) return 'names another ServiceAccount';
  if (ends <= now.getTime()) return `expired at ${end}`;
  return ends - now.getTime() > LONGEST_MS
    ? 'expires in more than 7 days'
    : undefined;
}
