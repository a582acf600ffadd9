import type { Chain, IamServiceAccount } from '@backstage-irsa/core/model';
import type { ChainStore } from './store/ChainStore';
import { notVerified } from '../lib/errors';

/** Returns the stored state of each link. */
export class Chains {
  readonly #store: ChainStore;

  constructor(options: { chains: ChainStore }) {
    this.#store = options.chains;
  }

  /** Returns the chain as last observed. @throws NotFoundError - before the first verification. */
  async get(account: IamServiceAccount): Promise<Chain> {
    const stored = await this.#store.get(account.id);
    if (!stored) throw notVerified(account);
    return stored;
  }
}
