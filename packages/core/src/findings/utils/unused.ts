import { mayBeProof } from '../../permissions/lastUse/lastAccessed';

const DAY_MS = 24 * 60 * 60_000;

/** The facts about the use of a role. */
export interface RoleUsage {
  /** The last use in ISO 8601; absent if IAM recorded no use in its tracking period of 400 days. */
  lastUsedAt?: string;
  /** The creation time in ISO 8601. */
  createdAt: string;
  /** The times of Backstage's live proofs with the role. Each exchanges a token with STS for the role. */
  proofs: Date[];
  now: Date;
  unusedAfterDays: number;
}

/**
 * Returns whether a role has been unused for `unusedAfterDays`. If the last use can be a live proof, the answer is `unknown`, because IAM keeps only
 * the last use. A role younger than the limit counts as used.
 * Source: "Refine permissions in AWS using last accessed information", IAM User Guide.
 */
export function unusedOf(usage: RoleUsage): 'yes' | 'no' | 'unknown' {
  const { lastUsedAt, createdAt, proofs, now, unusedAfterDays } = usage;
  const oldest = now.getTime() - unusedAfterDays * DAY_MS;
  const lastUsed = lastUsedAt === undefined ? 0 : Date.parse(lastUsedAt);
  if (Date.parse(createdAt) > oldest) return 'no';
  if (lastUsed <= oldest) return 'yes';
  return mayBeProof(new Date(lastUsed), proofs) ? 'unknown' : 'no';
}
