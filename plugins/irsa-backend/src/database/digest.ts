import { hash } from 'node:crypto';

/** A hash of what a row is made from: a row of the same digest is not written again. */
export function digestOf(value: unknown): string {
  return hash('sha256', JSON.stringify(value), 'base64url');
}
