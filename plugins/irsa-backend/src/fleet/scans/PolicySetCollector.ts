import type { Knex } from 'knex';
import type { Risk } from '@backstage-irsa/core/model';
import type { PolicySet } from '@backstage-irsa/core/permissions';
import type {
  PolicySetStore,
  StoredPolicySet,
} from '../../permissions/PolicySetStore';
import type { ScanThread } from './thread/ScanThread';

/** So few sets need no thread. */
const FEW = 20;

/** Collects the policy sets that one scan finds, each once. */
export class PolicySetCollector {
  readonly #store: PolicySetStore;
  readonly #around: { thread: ScanThread; now: Date };
  readonly #risks = new Map<string, Risk[]>();
  #fresh: StoredPolicySet[] = [];

  constructor(
    store: PolicySetStore,
    around: { thread: ScanThread; now: Date },
  ) {
    this.#store = store;
    this.#around = around;
  }

  /**
   * The dangers in sets of policies by hash, computed once for each set. Sets that are new are stored by {@link flush}.
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
    for (const [hash, risks] of stored) this.#risks.set(hash, risks);
    const fresh = [...unknown].filter(([hash]) => !stored.has(hash));
    const { thread, now } = this.#around;
    const input = { sets: fresh.map(([, set]) => set), now };
    const found =
      fresh.length > FEW
        ? await thread.inThread('findRisks', input)
        : await thread.here('findRisks', input);
    for (const [index, [hash, set]] of fresh.entries()) {
      this.#risks.set(hash, found[index].risks);
      this.#fresh.push({ hash, set, ...found[index] });
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
