import { createHmac } from 'node:crypto';

/** What names a user in a record: the name itself, or a pseudonym. */
export type NameUser = (ref: string) => string;

/** Hexadecimal digits of a pseudonym: enough that no two users of a company share one. */
const LENGTH = 32;

/**
 * Names users by the HMAC-SHA-256 of their entity reference, the same each time. Groups keep their names. Without a secret users do too.
 *
 * Who has the secret can compute the pseudonym of each user in the catalog and compare; nobody else can tell who it is.
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
