import type { Knex } from 'knex';
import type { Transfer, TransferState } from '@backstage-irsa/core/model';

/** A database row of a transfer. */
export interface TransferRow {
  id: string;
  service_account_id: string;
  cluster: string;
  namespace: string;
  name: string;
  entity_ref: string | null;
  from_owner: string;
  to_owner: string;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  state: TransferState;
  reason: string | null;
  decided_by: string | null;
  decided_at: string | null;
  decision_reason: string | null;
}

/** A transfer as shown to everyone who may read it. */
export type StoredTransfer = Omit<Transfer, 'mayDecide' | 'notice'>;

export function toRow(transfer: StoredTransfer): TransferRow {
  return {
    id: transfer.id,
    service_account_id: transfer.serviceAccountId,
    cluster: transfer.cluster,
    namespace: transfer.namespace,
    name: transfer.name,
    entity_ref: transfer.entityRef,
    from_owner: transfer.from,
    to_owner: transfer.to,
    requested_by: transfer.requestedBy,
    requested_at: transfer.requestedAt,
    expires_at: transfer.expiresAt,
    state: transfer.state,
    reason: transfer.reason ?? null,
    decided_by: transfer.decidedBy ?? null,
    decided_at: transfer.decidedAt ?? null,
    decision_reason: transfer.decisionReason ?? null,
  };
}

/** @param now - ISO 8601; a pending transfer that has expired by then reads as `lapsed` */
export function toTransfer(row: TransferRow, now: string): StoredTransfer {
  const hasExpired = row.state === 'pending' && row.expires_at <= now;
  return {
    id: row.id,
    serviceAccountId: row.service_account_id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    entityRef: row.entity_ref,
    from: row.from_owner,
    to: row.to_owner,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    state: hasExpired ? 'lapsed' : row.state,
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.decision_reason !== null && {
      decisionReason: row.decision_reason,
    }),
  };
}

/** Restricts a query to transfers with this state now, by the rule of `toTransfer`. Without a state, keeps all. */
export function hasStateNow(
  query: Knex.QueryBuilder<TransferRow>,
  state: TransferState | undefined,
  now: string,
): void {
  if (state === 'pending') {
    query.where({ state }).andWhere('expires_at', '>', now);
  } else if (state === 'lapsed') {
    query
      .where({ state })
      .orWhere(expired =>
        expired.where({ state: 'pending' }).andWhere('expires_at', '<=', now),
      );
  } else if (state) {
    query.where({ state });
  }
}
