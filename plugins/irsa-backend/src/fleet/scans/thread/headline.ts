import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Observed, Permissions, Risk } from '@backstage-irsa/core/model';
import {
  permissionSummary,
  policyRisks,
  policySetHash,
  policySetOf,
  policySetOfPods,
  seenFromPods,
  withoutTrust,
  withTrustRisks,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { LimitedCache } from '../../../lib/LimitedCache';
import type { StoredPolicySet } from '../../../permissions/PolicySetStore';

/** What a card says of the policies that pods get. */
interface Headline {
  policySet: StoredPolicySet;
  headline: Permissions;
}

/** The dangers in the policies of a role, as the scan of its account has found them, by the hash of the set. */
export interface KnownRisks {
  hash: string;
  risks: Risk[];
}

interface Known {
  catalogue: ActionCatalogue;
  now: Date;
  risks?: KnownRisks;
}

/** Many ServiceAccounts have the same policies. Both by the day and the hash of a set: with the trust policy, and without. */
const whole = new LimitedCache<Headline>(300);
const made = new LimitedCache<Permissions>(300);

/** What the card of an IAM service account says of the policies that its pods get. */
export function headlineOf(observed: Observed, known: Known): Headline {
  const set = policySetOfPods(observed);
  const hash = policySetHash(set);
  return once(whole, hash, known, () => {
    const own = withoutTrust(policySetOf(seenFromPods(observed)));
    const summary = summaryOf(own, known);
    const risks = withTrustRisks(summary.risks, set, known);
    return {
      policySet: { hash, set, risks, services: [] },
      headline: { ...summary, risks },
    };
  });
}

/** The same for a role no matter who may be it. */
function summaryOf(set: PolicySet, known: Known): Permissions {
  const hash = policySetHash(set);
  return once(made, hash, known, () => ({
    ...permissionSummary(set, known),
    risks:
      known.risks?.hash === hash ? known.risks.risks : policyRisks(set, known),
  }));
}

/** Conditions on the time make an answer that of a day. */
function once<Value>(
  cache: LimitedCache<Value>,
  hash: string,
  { now }: Known,
  make: () => Value,
): Value {
  const key = `${now.toISOString().slice(0, 10)} ${hash}`;
  const known = cache.get(key) ?? make();
  cache.set(key, known);
  return known;
}
