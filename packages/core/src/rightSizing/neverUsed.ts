import type { RoleDeletion } from '../model/types';
import { mayBeProof } from '../permissions/lastAccessed';
import type { RightSizeInput } from './types';
import { isYoung, trackedSince, type UseContext } from './use';

/** The proposal to delete a role that nobody has ever used, as far as AWS can tell; undefined for one that is used, or too young to tell. */
export function neverUsed(
  { role, uses, account }: Pick<RightSizeInput, 'role' | 'uses' | 'account'>,
  context: UseContext,
): RoleDeletion | undefined {
  if (isYoung(context)) return undefined;
  const { proofs } = context;
  const isUse = ({ service, lastAccessed }: (typeof uses)[number]) =>
    lastAccessed !== undefined &&
    !(service === 'sts' && mayBeProof(lastAccessed, proofs));
  if (uses.some(isUse)) return undefined;
  const since = trackedSince(context).toISOString().slice(0, 10);
  const { lastUsedAt } = role;
  if (lastUsedAt !== undefined) {
    return mayBeProof(new Date(lastUsedAt), proofs)
      ? {
          confidence: 'unsure',
          reason: `AWS saw no use of a service since ${since}; the last use of the role may be a live proof of this product.`,
        }
      : undefined;
  }
  const pods = account.workloads?.pods ?? 0;
  return pods > 0
    ? {
        confidence: 'likely',
        reason: `AWS saw no use of role ${role.name} since ${since}, but ${
          pods === 1 ? '1 pod runs' : `${pods} pods run`
        } with it.`,
      }
    : {
        confidence: 'sure',
        reason: `AWS saw no use of role ${role.name} since ${since}, and no pod runs with it.`,
      };
}
