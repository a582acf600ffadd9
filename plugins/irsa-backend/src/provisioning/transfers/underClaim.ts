import { randomUUID } from 'node:crypto';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { Writers } from '../Writers';

/** Does something while nobody else writes the IAM service account or its roles: an apply that began for the owner of before, or that joins a role, ends first. */
export async function underClaim<T>(
  writers: Writers,
  ref: ServiceAccountRef,
  rolesOf: () => Promise<string[]>,
  work: () => Promise<T>,
): Promise<T> {
  const { hold } = await writers.hold(ref, rolesOf, randomUUID());
  try {
    return await work();
  } finally {
    await hold.release();
  }
}
