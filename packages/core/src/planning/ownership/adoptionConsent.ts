import { sha256Hex } from '../../model/hash';
import {
  formatServiceAccountRef,
  type ServiceAccountRef,
} from '../../model/serviceAccountRef';
import { PREFIX } from '../../model/annotations';
import type { Pairs } from '../types';

/** The key of the tag or annotation with which an administrator consents to the adoption of one object by one ServiceAccount. */
export const ADOPT_KEY = `${PREFIX}adopt`;

/** The key of the tag on an adopted role or association. Its value is the ID of the IAM service account that adopted it first. */
export const ADOPTED_KEY = `${PREFIX}adopted`;

const LONGEST_MS = 7 * 24 * 60 * 60 * 1000;

const CONSENT = /^v1:([0-9a-f]{32}):(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ)$/;

/** Returns the first 32 hexadecimal digits of the SHA-256 of `cluster/namespace/name`, like `printf %s … | sha256sum | cut -c1-32`. */
export function consentHash(ref: ServiceAccountRef): string {
  return sha256Hex(formatServiceAccountRef(ref)).slice(0, 32);
}

/** Returns the value of a consent to the adoption by one ServiceAccount, valid until the given time. */
export function consentOf(ref: ServiceAccountRef, end: Date): string {
  return `v1:${consentHash(ref)}:${end.toISOString().replace(/\.\d+Z$/, 'Z')}`;
}

/** Returns the consent in the tags or annotations of an object; undefined if there is none. */
export function consentIn(pairs: Pairs): string | undefined {
  return Object.hasOwn(pairs, ADOPT_KEY) ? pairs[ADOPT_KEY] : undefined;
}

/** Returns why a consent is not valid for a ServiceAccount at a time; undefined if it is valid. */
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
