import { hash } from 'node:crypto';

/** Returns a hash of the data that a row is made from. A row with an unchanged digest is not written again. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}
