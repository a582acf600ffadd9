import type { NewChange, NewWrite } from '../authorization/audit/types';
import type { StoredApproval } from './ApprovalRow';

/** How long a request stays pending, and how long a decision is valid, in milliseconds. */
export const LAPSES_AFTER_MS = 24 * 60 * 60 * 1000;

/** Returns the audit record for a change of an approval. */
export function changeOfApproval(
  approval: StoredApproval,
  about: Pick<
    NewChange,
    'approver' | 'reason' | 'changeNumber' | 'operationId'
  >,
): NewChange {
  const { cluster, namespace, name, entityRef, owner } = approval;
  return {
    changeNumber: approval.changeNumber,
    ...about,
    action: 'approval',
    requester: approval.requestedBy,
    serviceAccount: { cluster, namespace, name },
    ...{ entityRef, owner },
  };
}

const SUMMARIES = {
  pending: 'Ask for an approval',
  approved: 'Approve the plan',
  rejected: 'Reject the plan',
  lapsed: 'Let the approval lapse',
  used: 'Use the approval',
} as const;

/** Returns the write of an approval's new state, with the digest of its plan. */
export function writeOfApproval(
  { id, rule, digest, state }: StoredApproval,
  next: StoredApproval['state'],
): NewWrite {
  const isNew = next === 'pending';
  return {
    action: isNew ? 'create' : 'update',
    target: { kind: 'approval', name: id },
    summary: `${SUMMARIES[next]} by rule ${rule}`,
    diff: [
      { field: 'state', before: isNew ? null : state, after: next },
      { field: 'digest', before: isNew ? null : digest, after: digest },
    ],
  };
}
