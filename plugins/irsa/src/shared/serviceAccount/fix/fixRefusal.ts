import type { Cluster, IamServiceAccount } from '@backstage-irsa/core/model';
import { askedMechanism } from '../mechanism';

/** The reasons why Backstage does not apply a plan. */
export type FixRefusal =
  | 'notManaged'
  | 'elsewhere'
  /** The account is cut off or is being migrated. A note beside it says so. */
  | 'busy'
  | 'freeze'
  | Exclude<Cluster['mode'], 'write'>;

/** Returns why nobody can apply a plan to an account at the moment; undefined if a plan can be applied. */
export function fixRefusal(
  account: IamServiceAccount,
  cluster: Pick<Cluster, 'mode' | 'freeze'> | undefined,
): FixRefusal | undefined {
  const { spec, managedBy, delivery, cutOff, mechanism } = account;
  if (managedBy || delivery) return 'elsewhere';
  if (!spec) return 'notManaged';
  // The plan would move a service that now uses the other mechanism back to its old one.
  if (cutOff || mechanism !== askedMechanism(account)) return 'busy';
  if (cluster && cluster.mode !== 'write') return cluster.mode;
  return cluster?.freeze ? 'freeze' : undefined;
}
