import type { StoredProof } from '@backstage-irsa/core/status';

/** Checks whether a proof that is stored as JSON was made after another one. */
export function isNewerProof(
  stored: string | null | undefined,
  proof: StoredProof | null,
): boolean {
  if (!stored) return false;
  const { liveProof }: StoredProof = JSON.parse(stored);
  return liveProof.at > (proof?.liveProof.at ?? '');
}
