import type { Account } from './account';

/**
 * How long IAM and EKS take until what was written shows, in milliseconds, by what depends on it.
 *
 * @public
 */
export interface PropagationDelays {
  /** IAM's own reads and simulations. */
  reads: number;
  /** What STS and EKS know of roles, trust policies and OIDC providers. */
  trust: number;
  /** Conditions on the tags of roles and policies. */
  tags: number;
  /**
   * EKS, which knows a deleted EKS Pod Identity association that long. Sources: "Learn how EKS Pod Identity grants pods access to AWS services", EKS
   * User Guide, and issue 2684 of aws-controllers-k8s/community.
   */
  associations: number;
}

/** An account as it was until then. */
interface Past {
  until: number;
  account: Account;
}

/**
 * IAM's eventual consistency: what was written by an operation of IAM is seen late. What is changed in the world itself shows at once.
 *
 * Source: "Troubleshoot IAM", section "Changes that I make are not always immediately visible".
 *
 * @public
 */
export class Propagation {
  #delays: PropagationDelays = {
    reads: 0,
    trust: 0,
    tags: 0,
    associations: 0,
  };
  readonly #past = new Map<string, Past[]>();

  get delays(): PropagationDelays {
    return this.#delays;
  }

  /** Those that are left out stay. */
  set(delays: Partial<PropagationDelays>): void {
    this.#delays = { ...this.#delays, ...delays };
  }

  /** Remembers an account as it is, before it is written to. */
  keep(account: Account, now: Date): void {
    const { reads, trust, tags } = this.#delays;
    const longest = Math.max(reads, trust, tags);
    if (longest === 0) return;
    const at = now.getTime();
    const past = this.#past.get(account.id) ?? [];
    this.#past.set(account.id, [
      ...past.filter(({ until }) => until > at - longest),
      { until: at, account: copyOf(account) },
    ]);
  }

  /** The account as those see it who are that late. */
  seen(account: Account, by: keyof PropagationDelays, now: Date): Account {
    const at = now.getTime() - this.#delays[by];
    const past = this.#past.get(account.id) ?? [];
    return past.find(({ until }) => until > at)?.account ?? account;
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

/** Lists of tags are replaced, never changed: they need no copy. */
function copies<T>(objects: Map<string, T>, copy: (object: T) => T) {
  return new Map([...objects].map(([key, object]) => [key, copy(object)]));
}
