import type { Approval, ApprovalState } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';

/** A database row of an approval. */
export interface ApprovalRow {
  id: string;
  rule: string;
  gate: string;
  state: ApprovalState;
  digest: string;
  service_account_id: string;
  entity_ref: string;
  owner: string;
  requested_by: string;
  requested_at: string;
  expires_at: string;
  reason: string | null;
  change_number: string | null;
  spec: string;
  steps: string;
  risks: string;
  decided_by: string | null;
  decided_at: string | null;
  decision_reason: string | null;
  operation_id: string | null;
  effects: string;
}

/** An approval as stored. Its approvers are not stored: the current configuration names them. */
export type StoredApproval = Omit<
  Approval,
  'approvers' | 'gate' | 'isMine' | 'mayDecide'
> & {
  gate: string;
  /** The effects of its steps. */
  effects: StepEffect[];
  /** The operation that last used it. */
  operationId?: string;
};

/** A plan that is about to be applied. Its digest covers everything that it depends on and does. */
export type AskedPlan = Pick<
  StoredApproval,
  | 'serviceAccountId'
  | 'spec'
  | 'entityRef'
  | 'owner'
  | 'digest'
  | 'steps'
  | 'risks'
  | 'effects'
>;

/** The effect of one step, or the documents that a plan gives, as a digest. */
export interface StepEffect {
  step: string;
  digest: string;
}

export function toRow(approval: StoredApproval): ApprovalRow {
  return {
    id: approval.id,
    rule: approval.rule,
    gate: approval.gate,
    state: approval.state,
    digest: approval.digest,
    service_account_id: approval.serviceAccountId,
    entity_ref: approval.entityRef,
    owner: approval.owner,
    requested_by: approval.requestedBy,
    requested_at: approval.requestedAt,
    expires_at: approval.expiresAt,
    reason: approval.reason ?? null,
    change_number: approval.changeNumber ?? null,
    spec: JSON.stringify(approval.spec),
    steps: JSON.stringify(approval.steps),
    risks: JSON.stringify(approval.risks),
    decided_by: null,
    decided_at: null,
    decision_reason: null,
    operation_id: null,
    effects: JSON.stringify(approval.effects),
  };
}

/** @param now - ISO 8601; an open approval that has expired by then reads as `lapsed` */
export function toApproval(row: ApprovalRow, now: string): StoredApproval {
  const spec: StoredApproval['spec'] = JSON.parse(row.spec);
  const { cluster, namespace, name } = spec;
  return {
    id: row.id,
    rule: row.rule,
    gate: row.gate,
    state: isOpen(row.state) && row.expires_at <= now ? 'lapsed' : row.state,
    digest: row.digest,
    serviceAccountId: row.service_account_id,
    ...{ cluster, namespace, name },
    entityRef: row.entity_ref,
    owner: row.owner,
    requestedBy: row.requested_by,
    requestedAt: row.requested_at,
    expiresAt: row.expires_at,
    spec,
    steps: JSON.parse(row.steps),
    risks: JSON.parse(row.risks),
    effects: JSON.parse(row.effects),
    ...(row.operation_id !== null && { operationId: row.operation_id }),
    ...(row.reason !== null && { reason: row.reason }),
    ...(row.change_number !== null && { changeNumber: row.change_number }),
    ...(row.decided_by !== null && { decidedBy: row.decided_by }),
    ...(row.decided_at !== null && { decidedAt: row.decided_at }),
    ...(row.decision_reason !== null && {
      decisionReason: row.decision_reason,
    }),
  };
}

/** The states in which an approval can still be decided or used. */
export const OPEN: ApprovalState[] = ['pending', 'approved'];

function isOpen(state: ApprovalState): boolean {
  return OPEN.includes(state);
}

/** Restricts a query to approvals with this state now, by the rule of `toApproval`. Without a state, keeps all. */
export function hasStateNow(
  query: Knex.QueryBuilder<ApprovalRow>,
  state: ApprovalState | undefined,
  now: string,
): void {
  if (state === undefined) return;
  if (isOpen(state)) {
    query.where({ state }).andWhere('expires_at', '>', now);
    return;
  }
  query.where({ state });
  if (state !== 'lapsed') return;
  query.orWhere(expired =>
    expired.whereIn('state', OPEN).andWhere('expires_at', '<=', now),
  );
}
