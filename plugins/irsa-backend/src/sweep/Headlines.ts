import type { ActionCatalogue } from '@backstage-irsa/iam-policy';
import type { Permissions } from '@backstage-irsa/plugin-irsa-common';
import { headlineOf } from '../permissions/permissions';
import { policySetHash, type PolicySet } from '../permissions/policySet';
import { remember } from '../permissions/remember';

/** Sets whose headline is remembered: ServiceAccounts that share a role mostly share a namespace. */
const REMEMBERED = 200;

interface Input {
  hash: string;
  set: PolicySet;
}

/** What the cards of roles say, computed once for each set of policies. */
export class Headlines {
  readonly #headlineOf: (input: Input) => Permissions;

  constructor(known: { catalogue: ActionCatalogue; now: Date }) {
    this.#headlineOf = remember(({ set }: Input) => headlineOf(set, known), {
      keyOf: ({ hash }) => hash,
      limit: REMEMBERED,
    });
  }

  of(set: PolicySet): { hash: string; headline: Permissions } {
    const hash = policySetHash(set);
    return { hash, headline: this.#headlineOf({ hash, set }) };
  }
}
