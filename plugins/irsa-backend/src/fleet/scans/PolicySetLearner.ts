import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Risk } from '@backstage-irsa/core/model';
import { servicesOf } from '@backstage-irsa/core/nodeRoles';
import {
  evaluablePolicies,
  policyRisks,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { yieldTurn } from '../../database/batches';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../permissions/PolicySetStore';

/** Stores the policy sets that one scan finds, each once. */
export class PolicySetLearner {
  readonly #store: PolicySetStore;
  readonly #around: { catalogue: ActionCatalogue; now: Date };
  readonly #risks = new Map<string, Risk[]>();

  constructor(
    store: PolicySetStore,
    around: { catalogue: ActionCatalogue; now: Date },
  ) {
    this.#store = store;
    this.#around = around;
  }

  /** The dangers in sets of policies by hash, computed once for each set, with a turn for others after each. */
  async learn(
    sets: { hash: string; set: PolicySet }[],
  ): Promise<ReadonlyMap<string, Risk[]>> {
    const unknown = new Map(
      sets
        .filter(({ hash }) => !this.#risks.has(hash))
        .map(({ hash, set }) => [hash, set]),
    );
    const stored = await this.#store.risksOf([...unknown.keys()]);
    const fresh: StoredPolicySet[] = [];
    for (const [hash, set] of unknown) {
      const risks = stored.get(hash) ?? policyRisks(set, this.#around);
      this.#risks.set(hash, risks);
      if (stored.has(hash)) continue;
      fresh.push({ hash, set, risks, services: servicesOfSet(set) });
      await yieldTurn();
    }
    await this.#store.record(fresh);
    return this.#risks;
  }
}

/** IAM prefixes of the services that the identity policies of a set allow anything in. */
export function servicesOfSet(set: PolicySet): string[] {
  const { identityPolicies } = evaluablePolicies(set);
  return [
    ...new Set(
      identityPolicies.flatMap(({ document }) => servicesOf(document)),
    ),
  ];
}
