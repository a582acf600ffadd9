import type {
  Chain,
  IamServiceAccount,
} from '@backstage-irsa/plugin-irsa-common';
import type { ChainStore } from '../store/ChainStore';
import { unavailable } from './errors';
import type { Verifier } from './Verifier';

/** What stands at each link, from the store. */
export class Chains {
  readonly #store: ChainStore;
  readonly #verifier: Verifier;

  static create(options: { chains: ChainStore; verifier: Verifier }): Chains {
    return new Chains(options);
  }

  private constructor(options: { chains: ChainStore; verifier: Verifier }) {
    this.#store = options.chains;
    this.#verifier = options.verifier;
  }

  /** As last observed; a first look when there was none. */
  async get(account: IamServiceAccount): Promise<Chain> {
    const stored = await this.#store.get(account.id);
    if (stored) return stored;
    await this.#verifier.verify(account, { live: false });
    const first = await this.#store.get(account.id);
    if (!first) throw unavailable('The chain could not be stored.');
    return first;
  }
}
