import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import { servicesOf } from '@backstage-irsa/core/nodeRoles';
import {
  evaluablePolicies,
  policyRisks,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { giveWay } from '../../../lib/giveWay';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../../permissions/PolicySetStore';

/** Collects the policy sets that one scan finds, each once. */
export class PolicySetCollector {
  readonly #store: PolicySetStore;
  readonly #around: { catalogue: ActionCatalogue; now: Date };
  readonly #risks = new Map<string, Risk[]>();
  #fresh: StoredPolicySet[] = [];

  constructor(
    store: PolicySetStore,
    around: { catalogue: ActionCatalogue; now: Date },
  ) {
    this.#store = store;
    this.#around = around;
  }

  /**
   * The dangers in sets of policies by hash, computed once for each set, with a turn for others after each. Sets that are new are stored by
   * {@link flush}.
   */
  async collect(
    sets: { hash: string; set: PolicySet }[],
  ): Promise<ReadonlyMap<string, Risk[]>> {
    const unknown = new Map(
      sets
        .filter(({ hash }) => !this.#risks.has(hash))
        .map(({ hash, set }) => [hash, set]),
    );
    const stored = await this.#store.risksOf([...unknown.keys()]);
    for (const [hash, set] of unknown) {
      const risks = stored.get(hash) ?? policyRisks(set, this.#around);
      this.#risks.set(hash, risks);
      if (stored.has(hash)) continue;
      this.#fresh.push({ hash, set, risks, services: servicesOfSet(set) });
      await giveWay();
    }
    return this.#risks;
  }

  /** Stores those that are new, within a transaction if one is given. */
  async flush(transaction?: Knex.Transaction): Promise<void> {
    const fresh = this.#fresh;
    this.#fresh = [];
    await this.#store.record(fresh, transaction);
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
