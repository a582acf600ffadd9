import { createHash } from 'node:crypto';

/** The maximum length of an entity name. Source: "Descriptor Format of Catalog Entities", Backstage. */
const LONGEST = 63;

/** The number of hash digits, large enough that nobody can find a path that gives a role of the same name the same hash. */
const HASH_LENGTH = 16;

/**
 * Returns the entity name of a role: the allowed characters of its name, and a hash of its ARN. The hash is necessary because accounts can have roles
 * of the same name, and entity names are case-insensitive.
 */
export function entityNameOf(role: { arn: string; name: string }): string {
  const hash = createHash('sha256')
    .update(role.arn)
    .digest('hex')
    .slice(0, HASH_LENGTH);
  const readable = role.name
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .slice(0, LONGEST - HASH_LENGTH - 1)
    .replace(/^-|-$/g, '');
  return readable === '' ? hash : `${readable}-${hash}`;
}
