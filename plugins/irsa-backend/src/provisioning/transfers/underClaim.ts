import { randomUUID } from 'node:crypto';
import type { ServiceAccountRef } from '@backstage-irsa/core/model';
import type { Writers } from '../Writers';

/**
 * Runs work while nobody else writes the IAM service account or its roles. An apply that started for the former owner, or that joins a role, ends
 * first.
 */
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
