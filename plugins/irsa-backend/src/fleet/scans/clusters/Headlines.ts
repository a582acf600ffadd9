import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Permissions, Observed } from '@backstage-irsa/core/model';
import {
  policySetOfPods,
  policySetHash,
  policySetOf,
  withoutTrust,
  withRoleOfPods,
  type PolicySet,
  withTrustRisks,
} from '@backstage-irsa/core/permissions';
import type { Evaluator } from '../../../permissions/evaluator/Evaluator';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../../permissions/PolicySetStore';
import { SetEvaluation } from '../SetEvaluation';

/** The policy set that pods get, and the summary of it on a card. */
interface Headline {
  policySet: StoredPolicySet;
  headline: Permissions;
}

/**
 * Creates the permission summaries on role cards, once for each policy set, regardless of the trust policy. Risks come from account scans, if these
 * have already assessed the set.
 */
export class Headlines {
  readonly #known: { catalogue: ActionCatalogue; now: Date };
  readonly #evaluation: SetEvaluation;
  readonly #sets: PolicySetStore;
  /** By the hash of a policy set: `#whole` for sets with the trust policy, `#made` for sets without it. */
  readonly #whole = new Map<string, Promise<Headline>>();
  readonly #made = new Map<string, Permissions>();

  constructor(
    known: { catalogue: ActionCatalogue; now: Date },
    evaluator: Pick<Evaluator, 'run'>,
    sets: PolicySetStore,
  ) {
    this.#known = known;
    this.#evaluation = new SetEvaluation(evaluator, known);
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
    const own = withoutTrust(policySetOf(withRoleOfPods(observed)));
    const made = await this.#of(own);
    const risks = withTrustRisks(made.risks, set, this.#known);
    return {
      policySet: { hash, set, risks, services: () => [] },
      headline: { ...made, risks },
    };
  }

  async #of(set: PolicySet): Promise<Permissions> {
    const hash = policySetHash(set);
    const known = this.#made.get(hash);
    if (known) return known;
    const made = {
      ...(await this.#evaluation.summary(set)),
      risks:
        (await this.#sets.risksIn(hash)) ?? (await this.#evaluation.risks(set)),
    };
    this.#made.set(hash, made);
    return made;
  }
}
