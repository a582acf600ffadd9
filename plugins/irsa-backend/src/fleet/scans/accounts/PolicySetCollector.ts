import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import { servicesOf } from '@backstage-irsa/core/nodeRoles';
import {
  evaluablePolicies,
  type PolicySet,
} from '@backstage-irsa/core/permissions';
import { giveWay } from '../../../lib/giveWay';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../../permissions/PolicySetStore';
import type { SetEvaluation } from '../SetEvaluation';

/** Collects the policy sets of the rows that one scan writes. */
export class PolicySetCollector {
  readonly #store: PolicySetStore;
  readonly #evaluation: Pick<SetEvaluation, 'risks'>;
  readonly #risks = new Map<string, Risk[]>();
  #collected = new Map<string, StoredPolicySet>();

  constructor(store: PolicySetStore, evaluation: Pick<SetEvaluation, 'risks'>) {
    this.#store = store;
    this.#evaluation = evaluation;
  }

  /**
   * Returns the risks of policy sets, by hash. Computes them once for each set, and lets other work run after each. {@link flush} stores the sets.
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
      const risks = stored.get(hash) ?? (await this.#evaluation.risks(set));
      this.#risks.set(hash, risks);
      if (!stored.has(hash)) await giveWay();
    }
    for (const { hash, set } of sets) {
      const risks = this.#risks.get(hash) ?? [];
      const services = () => servicesOfSet(set);
      this.#collected.set(hash, { hash, set, risks, services });
    }
    return this.#risks;
  }

  /** Stores the sets since the last time, within the transaction that stores the rows, or after the rows. */
  async flush(transaction?: Knex.Transaction): Promise<void> {
    const collected = [...this.#collected.values()];
    this.#collected = new Map();
    await this.#store.record(collected, transaction);
  }
}

/** Returns the IAM prefixes of the services in which the identity policies of a set allow any action. */
export function servicesOfSet(set: PolicySet): string[] {
  const { identityPolicies } = evaluablePolicies(set);
  return [
    ...new Set(
      identityPolicies.flatMap(({ document }) => servicesOf(document)),
    ),
  ];
}
