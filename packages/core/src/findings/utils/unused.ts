import { mayBeProof } from '../../permissions/lastUse/lastAccessed';

const DAY_MS = 24 * 60 * 60_000;

/** What is known of when a role was used. */
export interface RoleUsage {
  /** ISO 8601; absent when IAM knows of no use in the 400 days that it remembers. */
  lastUsedAt?: string;
  /** ISO 8601. */
  createdAt: string;
  /** When live proofs of this product were made with it: each exchanges a token with STS as the role. */
  proofs: Date[];
  now: Date;
  unusedAfterDays: number;
}

/**
 * Whether nobody has used a role for `unusedAfterDays`. A last use that may be one of our own live proofs tells nothing, for IAM keeps only the last
 * one. A role younger than the limit is in use.
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
