import type { IamServiceAccount, Mechanism } from '@backstage-irsa/core/model';

/** The mechanism that is not this one. */
export function otherThan(mechanism: Mechanism): Mechanism {
  return mechanism === 'irsa' ? 'pod-identity' : 'irsa';
}

/** The mechanism that was last asked for: where one that is on the way goes. */
export function askedMechanism(account: IamServiceAccount): Mechanism {
  const { spec, mechanism } = account;
  return spec ? spec.mechanism ?? 'irsa' : mechanism;
}
