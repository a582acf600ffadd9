import type { IamServiceAccount, Mechanism } from '@backstage-irsa/core/model';

/** Returns the other mechanism. */
export function otherThan(mechanism: Mechanism): Mechanism {
  return mechanism === 'irsa' ? 'pod-identity' : 'irsa';
}

/** Returns the mechanism that was last requested. During a migration, this is the target mechanism. */
export function askedMechanism(account: IamServiceAccount): Mechanism {
  const { spec, mechanism } = account;
  return spec ? spec.mechanism ?? 'irsa' : mechanism;
}
