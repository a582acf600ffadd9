import type { Cluster, IamServiceAccount } from '@backstage-irsa/core/model';
import { askedMechanism } from '../mechanism';

/** Why no plan of ours is applied. */
export type FixRefusal =
  | 'notManaged'
  | 'elsewhere'
  /** Something else is done with it first, which is told beside it. */
  | 'busy'
  | 'freeze'
  | Exclude<Cluster['mode'], 'write'>;

/** Why nobody may apply a plan of ours to an account for now; undefined where it may. */
export function fixRefusal(
  account: IamServiceAccount,
  cluster: Pick<Cluster, 'mode' | 'freeze'> | undefined,
): FixRefusal | undefined {
  const { spec, managedBy, delivery, cutOff, mechanism } = account;
  if (managedBy || delivery) return 'elsewhere';
  if (!spec) return 'notManaged';
  // The plan would give a service that has moved to the other mechanism back its old one.
  if (cutOff || mechanism !== askedMechanism(account)) return 'busy';
  if (cluster && cluster.mode !== 'write') return cluster.mode;
  return cluster?.freeze ? 'freeze' : undefined;
}
