import type { PolicyDocument } from '@backstage-irsa/iam-policy';
import type { MigrationBlocker, WaveTrustPolicy } from '../model/types';
import { mergedTrust } from '../planning/trust/trust';
import type { TrustEntry } from '../planning/trust/trustEntry';

/** At this part of the quota a trust policy is near it. */
const NEAR = 0.9;

/** What one item of a wave adds to the trust policy of its role. */
export interface TrustAddition {
  /** Of the item. */
  position: number;
  roleArn: string;
  /** In characters: what the account has, 2048 unless it was given more. */
  quota: number;
  /** The trust policy as it was observed; absent for a role that is to be created. */
  present?: PolicyDocument;
  entry: TrustEntry;
}

/** The trust policies of a wave once all its items are in them. */
export interface TrustAhead {
  /** Of roles that more than one item has, and of those that are near their quota; the longest first. */
  policies: WaveTrustPolicy[];
  /** Of items that no longer fit, by position. */
  blockers: Map<number, MigrationBlocker>;
  /** Of items whose trust policy is near its quota, by position. */
  warnings: Map<number, MigrationBlocker>;
}

/**
 * In characters without white space, as IAM counts.
 * Source: "IAM and AWS STS quotas", IAM User Guide.
 */
function lengthOf(document: PolicyDocument): number {
  return JSON.stringify(document).replace(/\s/g, '').length;
}

const TO_POD_IDENTITY =
  'Clone with EKS Pod Identity: each ServiceAccount gets a role of its own then, and no trust policy grows.';
const TO_FEWER =
  'Ask AWS for a higher quota on the length of role trust policies, or let fewer ServiceAccounts share the role.';

/**
 * Merges the items into the trust policies of their roles, in their order, as the plans will: one item fits alone that does not fit behind the others.
 *
 * @param proposes - whether EKS Pod Identity is a way out, as for clones with IRSA
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
      const size = lengthOf(merged);
      if (size > quota) {
        const message = `The trust policy of role ${roleArn} would have ${size} characters behind the items before; IAM takes ${quota}.`;
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
    const message = `The trust policy of role ${roleArn} comes to ${length} of ${quota} characters.`;
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
