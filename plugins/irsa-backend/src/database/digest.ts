import { createHash } from 'node:crypto';

/** A hash of what a row is made from: a row of the same digest is not written again. */
export function digestOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('base64url');
}
