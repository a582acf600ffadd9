import { createHash } from 'node:crypto';

/** Longest name of an entity; source: "Descriptor Format of Catalog Entities", Backstage. */
const LONGEST = 63;

/** So many that nobody finds a path with which a role of the same name has the same hash. */
const HASH_LENGTH = 16;

/**
 * The name of the entity of a role: its own name as far as that is allowed, and a hash of its ARN, since accounts may have roles of the same name
 * and entity names know no letter case.
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
