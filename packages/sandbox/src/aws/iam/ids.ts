import { randomBytes, randomInt } from 'node:crypto';

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';

/** Prefixes of unique IDs ("IAM identifiers", IAM User Guide): role, group, user, managed policy, and access keys of a user and of a session. */
export type IdPrefix =
  | 'AROA'
  | 'AGPA'
  | 'AIDA'
  | 'ANPA'
  | 'AKIA'
  | 'ASIA'
  | 'AIPA';

/** Returns a new unique ID, such as `AROA` followed by 17 characters. */
export function uniqueId(prefix: IdPrefix): string {
  const length = prefix === 'AKIA' || prefix === 'ASIA' ? 16 : 17;
  return (
    prefix +
    Array.from({ length }, () => ALPHABET[randomInt(ALPHABET.length)]).join('')
  );
}

/** Returns a new secret access key with 40 characters. */
export function secretKey(): string {
  return randomBytes(30).toString('base64');
}
