import { createHmac } from 'node:crypto';

/** Returns the name of a user for a record: the entity reference itself, or a pseudonym. */
export type NameUser = (ref: string) => string;

/** The number of hexadecimal digits of a pseudonym, large enough that no two users of a company share one. */
const LENGTH = 32;

/**
 * Returns a function that replaces users by the HMAC-SHA-256 of their entity reference, which is always the same. Groups keep their names. Without a
 * secret, users do too.
 *
 * Anyone who knows the secret can compute the pseudonym of each user in the catalog and compare. Nobody else can identify a user.
 */
export function pseudonymsWith(secret: string | undefined): NameUser {
  if (secret === undefined) return ref => ref;
  return ref => {
    const lower = ref.toLocaleLowerCase('en-US');
    if (!lower.startsWith('user:')) return ref;
    const digest = createHmac('sha256', secret).update(lower).digest('hex');
    return `user:pseudonym/${digest.slice(0, LENGTH)}`;
  };
}
