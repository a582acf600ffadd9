import { randomBytes, randomUUID } from 'node:crypto';
import type { ObjectMeta } from './objects';

/** Formats a time as RFC 3339 in whole seconds, as Kubernetes does. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** The alphabet of Kubernetes for random suffixes: letters and digits that form no words. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** Returns a random suffix for a name, such as `x7k2p`. */
export function randomSuffix(length = 5): string {
  return [...randomBytes(length)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
}

/** Returns the metadata of a new object, with the fields that the API server sets. */
export function newMeta(given: ObjectMeta, now: Date): ObjectMeta {
  return {
    ...given,
    uid: randomUUID(),
    creationTimestamp: timestamp(now),
    resourceVersion: undefined,
    deletionTimestamp: undefined,
    deletionGracePeriodSeconds: undefined,
  };
}

/** Returns the metadata of an update, with the immutable fields taken from the stored object. */
export function keptMeta(given: ObjectMeta, live: ObjectMeta): ObjectMeta {
  return {
    ...given,
    uid: live.uid,
    creationTimestamp: live.creationTimestamp,
    generateName: live.generateName,
    generation: live.generation,
    deletionTimestamp: live.deletionTimestamp,
    deletionGracePeriodSeconds: live.deletionGracePeriodSeconds,
  };
}
