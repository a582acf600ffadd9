import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Permissions, Risk } from '@backstage-irsa/plugin-irsa-common';
import type { Observed } from '../observe/types';
import { headlineOf } from '../permissions/permissions';
import { policySetOfPods, seenFromPods } from '../permissions/podsRole';
import {
  policySetHash,
  policySetOf,
  withoutTrust,
  type PolicySet,
} from '../permissions/policySet';
import { policyRisks, withTrustRisks } from '../permissions/risks';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../store/inventory/PolicySetStore';

/** What a card says of the policies that pods get. */
interface Headline {
  policySet: StoredPolicySet;
  headline: Permissions;
}

/** What the cards of roles say. Dangers come from the sweeps of accounts, which look for them once for each set of policies. */
export class Headlines {
  readonly #known: { catalogue: ActionCatalogue; now: Date };
  readonly #sets: PolicySetStore;
  readonly #risks = new Map<string, Risk[]>();

  constructor(
    known: { catalogue: ActionCatalogue; now: Date },
    sets: PolicySetStore,
  ) {
    this.#known = known;
    this.#sets = sets;
  }

  async of(observed: Observed): Promise<Headline> {
    const set = policySetOfPods(observed);
    const own = withoutTrust(policySetOf(seenFromPods(observed)));
    const risks = withTrustRisks(await this.#risksOf(own), set, this.#known);
    return {
      policySet: { hash: policySetHash(set), set, risks, services: [] },
      headline: headlineOf(set, risks, this.#known),
    };
  }

  async #risksOf(set: PolicySet): Promise<Risk[]> {
    const hash = policySetHash(set);
    const known = this.#risks.get(hash);
    if (known) return known;
    const stored = await this.#sets.risksOf([hash]);
    const risks = stored.get(hash) ?? policyRisks(set, this.#known);
    this.#risks.set(hash, risks);
    return risks;
  }
}
