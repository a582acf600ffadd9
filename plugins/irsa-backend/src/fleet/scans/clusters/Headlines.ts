import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Permissions, Observed } from '@backstage-irsa/core/model';
import {
  permissionSummary,
  policySetOfPods,
  seenFromPods,
  policySetHash,
  policySetOf,
  withoutTrust,
  type PolicySet,
  policyRisks,
  withTrustRisks,
} from '@backstage-irsa/core/permissions';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../../permissions/PolicySetStore';

/** What a card says of the policies that pods get. */
interface Headline {
  policySet: StoredPolicySet;
  headline: Permissions;
}

/**
 * What the cards of roles say, made once for each set of policies, no matter who may be the role. Dangers come from the scans of accounts, which have
 * looked for them.
 */
export class Headlines {
  readonly #known: { catalogue: ActionCatalogue; now: Date };
  readonly #sets: PolicySetStore;
  /** Both by the hash of a set: with the trust policy, and without. */
  readonly #whole = new Map<string, Promise<Headline>>();
  readonly #made = new Map<string, Permissions>();

  constructor(
    known: { catalogue: ActionCatalogue; now: Date },
    sets: PolicySetStore,
  ) {
    this.#known = known;
    this.#sets = sets;
  }

  of(observed: Observed): Promise<Headline> {
    const set = policySetOfPods(observed);
    const hash = policySetHash(set);
    const known = this.#whole.get(hash) ?? this.#make(observed, set, hash);
    this.#whole.set(hash, known);
    return known;
  }

  async #make(
    observed: Observed,
    set: PolicySet,
    hash: string,
  ): Promise<Headline> {
    const own = withoutTrust(policySetOf(seenFromPods(observed)));
    const made = await this.#of(own);
    const risks = withTrustRisks(made.risks, set, this.#known);
    return {
      policySet: { hash, set, risks, services: [] },
      headline: { ...made, risks },
    };
  }

  async #of(set: PolicySet): Promise<Permissions> {
    const hash = policySetHash(set);
    const known = this.#made.get(hash);
    if (known) return known;
    const made = {
      ...permissionSummary(set, this.#known),
      risks: (await this.#sets.risksIn(hash)) ?? policyRisks(set, this.#known),
    };
    this.#made.set(hash, made);
    return made;
  }
}
