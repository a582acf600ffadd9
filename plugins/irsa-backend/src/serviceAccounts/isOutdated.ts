import type { StoredProof } from '@backstage-irsa/core/status';
import type { Verification } from '@backstage-irsa/core/model';
import type { Row } from './ServiceAccountRow';
import type { VerificationRecord } from './VerificationRecord';

/** Whether a newer verification or a newer live proof is stored. */
export function isOutdated(
  { proof, verification }: Pick<VerificationRecord, 'proof' | 'verification'>,
  stored: Pick<Row, 'proof' | 'verification'>,
): boolean {
  const { checkedAt = '' }: Partial<Verification> = JSON.parse(
    stored.verification ?? '{}',
  );
  const last: StoredProof | null = JSON.parse(stored.proof ?? 'null');
  return (
    checkedAt > verification.checkedAt ||
    (last !== null && last.liveProof.at > (proof?.liveProof.at ?? ''))
  );
}
