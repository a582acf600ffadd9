import { randomBytes, randomUUID } from 'node:crypto';
import type { ObjectMeta } from './objects';

/** RFC 3339 in whole seconds, as Kubernetes writes times. */
export function timestamp(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}

/** Letters that make no words, as Kubernetes takes them for random suffixes. */
const ALPHABET = 'bcdfghjklmnpqrstvwxz2456789';

/** A random suffix of a name, such as `x7k2p`. */
export function randomSuffix(length = 5): string {
  return [...randomBytes(length)]
    .map(byte => ALPHABET[byte % ALPHABET.length])
    .join('');
}

/** What the API server gives to a new object. */
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

/** What an update cannot change, taken from the object that stands there. */
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
