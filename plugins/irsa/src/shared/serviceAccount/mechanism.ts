import type { IamServiceAccount, Mechanism } from '@backstage-irsa/core/model';

/** Returns the mechanism that was last requested. During a migration, this is the target mechanism. */
export function askedMechanism(account: IamServiceAccount): Mechanism {
  const { spec, mechanism } = account;
  return spec ? spec.mechanism ?? 'irsa' : mechanism;
}
