import type { Account } from './account';

/**
 * The time until a change in IAM or EKS becomes visible, in milliseconds, by what depends on the change.
 *
 * @public
 */
export interface PropagationDelays {
  /** The delay for IAM's own reads and simulations. */
  reads: number;
  /** The age of about every second read, in addition. IAM's replicas differ, so a read can show an older state than the read before. */
  staleReads: number;
  /** The delay for the roles, trust policies, and OIDC providers that STS and EKS use. */
  trust: number;
  /** The delay for conditions on the tags of roles and policies. */
  tags: number;
  /** The delay for the policies of roles, and for conditions on their permissions boundaries, when IAM decides about a request. */
  permissions: number;
  /** The time until EKS lists and uses a new EKS Pod Identity association. Source: "CreatePodIdentityAssociation", EKS API Reference. */
  newAssociations: number;
  /**
   * The time for which EKS still uses a deleted EKS Pod Identity association. Sources: "Learn how EKS Pod Identity grants pods access to AWS
   * services", EKS User Guide, and issue 2684 of aws-controllers-k8s/community.
   */
  associations: number;
}

const GOLDEN_RATIO = (1 + Math.sqrt(5)) / 2;

/** A copy of an account with its state up to the time `until`, in milliseconds since the epoch. */
interface Past {
  until: number;
  account: Account;
}

/**
 * IAM's eventual consistency. Changes by IAM operations become visible with a delay. Direct changes to the world are visible at once.
 *
 * Source: "Troubleshoot IAM", section "Changes that I make are not always immediately visible".
 *
 * @public
 */
export class Propagation {
  #delays: PropagationDelays = {
    reads: 0,
    staleReads: 0,
    trust: 0,
    tags: 0,
    permissions: 0,
    newAssociations: 0,
    associations: 0,
  };
  #reads = 0;
  readonly #past = new Map<string, Past[]>();

  get delays(): PropagationDelays {
    return this.#delays;
  }

  /** Sets the given delays. The other delays stay unchanged. */
  set(delays: Partial<PropagationDelays>): void {
    this.#delays = { ...this.#delays, ...delays };
  }

  /** Stores a copy of the account before a change, unless all delays of IAM are 0. */
  keep(account: Account, now: Date): void {
    const { reads, staleReads, trust, tags, permissions } = this.#delays;
    const longest = Math.max(reads + staleReads, trust, tags, permissions);
    if (longest === 0) return;
    const at = now.getTime();
    const past = this.#past.get(account.id) ?? [];
    this.#past.set(account.id, [
      ...past.filter(({ until }) => until > at - longest),
      { until: at, account: copyOf(account) },
    ]);
  }

  /** Returns the account as it is visible at `now` with the delay of the kind `by`. */
  seen(account: Account, by: keyof PropagationDelays, now: Date): Account {
    const age = this.#delays[by] + (by === 'reads' ? this.#staleness() : 0);
    const past = this.#past.get(account.id) ?? [];
    return (
      past.find(({ until }) => until > now.getTime() - age)?.account ?? account
    );
  }

  /** Follows multiples of the golden ratio: half of the reads are stale, whatever the period of a client. */
  #staleness(): number {
    const { staleReads } = this.#delays;
    this.#reads += 1;
    return (this.#reads * GOLDEN_RATIO) % 1 < 0.5 ? staleReads : 0;
  }
}

function copyOf(account: Account): Account {
  return {
    ...account,
    roles: copies(account.roles, role => ({
      ...role,
      attachedPolicyArns: [...role.attachedPolicyArns],
      inlinePolicies: new Map(role.inlinePolicies),
    })),
    policies: copies(account.policies, policy => ({
      ...policy,
      versions: [...policy.versions],
    })),
    oidcProviders: copies(account.oidcProviders, provider => ({
      ...provider,
      clientIds: [...provider.clientIds],
    })),
  };
}

/** Returns a map of copies. Tag lists need no copy, because they are replaced and never changed. */
function copies<T>(objects: Map<string, T>, copy: (object: T) => T) {
  return new Map([...objects].map(([key, object]) => [key, copy(object)]));
}
