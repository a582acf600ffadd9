import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import { sizeInIam } from '../model/sizeInIam';
import type { MigrationBlocker, WaveTrustPolicy } from '../model/types';
import { mergedTrust } from '../planning/trust/trust';
import type { TrustEntry } from '../planning/trust/trustEntry';

/** The fraction of the quota at which a trust policy counts as near it. */
const NEAR = 0.9;

/** The trust entry that one item of a wave adds to the trust policy of its role. */
export interface TrustAddition {
  /** The position of the item in the wave. */
  position: number;
  roleArn: string;
  /** The trust policy quota of the account in characters, 2048 by default. */
  quota: number;
  /** The observed trust policy; absent for a role that does not exist yet. */
  present?: PolicyDocument;
  entry: TrustEntry;
}

/** The trust policies of a wave's roles after all its items are applied. */
export interface TrustAhead {
  /** The trust policies that more than one item shares or that are near their quota, the longest first. */
  policies: WaveTrustPolicy[];
  /** The blockers of items that do not fit into the trust policy, by position. */
  blockers: Map<number, MigrationBlocker>;
  /** The warnings for items whose trust policy is near its quota, by position. */
  warnings: Map<number, MigrationBlocker>;
}

const TO_POD_IDENTITY =
  'Clone with EKS Pod Identity. Each ServiceAccount then gets its own role, and no trust policy grows.';
const TO_FEWER =
  'Ask AWS for a higher quota on the length of role trust policies, or let fewer ServiceAccounts share the role.';

/**
 * Merges the items into the trust policies of their roles in order, as the plans do. An item can fit alone, but not after the others.
 *
 * @param proposes - whether to suggest EKS Pod Identity as a solution, as for clones with IRSA
 */
export function trustAhead(
  additions: readonly TrustAddition[],
  { proposes }: { proposes: boolean },
): TrustAhead {
  const blockers = new Map<number, MigrationBlocker>();
  const warnings = new Map<number, MigrationBlocker>();
  const policies: WaveTrustPolicy[] = [];
  const remediation = proposes ? TO_POD_IDENTITY : TO_FEWER;
  for (const [roleArn, group] of byRole(additions)) {
    const [{ quota, present }] = group;
    let document = present;
    let length = 0;
    for (const { position, entry } of group) {
      const merged = mergedTrust(document, entry);
      const size = sizeInIam(JSON.stringify(merged));
      if (size > quota) {
        const message = `The trust policy of role ${roleArn} would have ${size} characters after the items before it; IAM allows ${quota}.`;
        const rule = 'trust-policy-ahead';
        blockers.set(position, { rule, message, remediation });
        length = Math.max(length, size);
        continue;
      }
      document = merged;
      length = Math.max(length, size);
    }
    const near = length >= NEAR * quota;
    if (near || group.length > 1) {
      policies.push({ roleArn, length, quota, near });
    }
    if (!near) continue;
    const message = `The trust policy of role ${roleArn} would use ${length} of ${quota} characters.`;
    for (const { position } of group) {
      if (blockers.has(position)) continue;
      const rule = 'trust-policy-near';
      warnings.set(position, { rule, message, remediation });
    }
  }
  policies.sort((a, b) => b.length - a.length);
  return { policies, blockers, warnings };
}

function byRole(
  additions: readonly TrustAddition[],
): Map<string, TrustAddition[]> {
  const groups = new Map<string, TrustAddition[]>();
  const sorted = [...additions].sort((a, b) => a.position - b.position);
  for (const addition of sorted) {
    const group = groups.get(addition.roleArn) ?? [];
    groups.set(addition.roleArn, [...group, addition]);
  }
  return groups;
}
