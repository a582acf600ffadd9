import type {
  ApprovalGateDecision,
  ApprovalGateRequest,
} from '@backstage-irsa/plugin-irsa-node';
import type { ApprovalRule } from '@backstage-irsa/core/model';
import { ApprovalRequiredError } from '../lib/errors';
import type { StoredApproval } from './ApprovalRow';

/** An approval with its decision. */
export interface Decided {
  rule: ApprovalRule;
  approval: StoredApproval;
  decision: ApprovalGateDecision;
}

/** Returns the request that a gate decides. */
export function gateRequestOf(approval: StoredApproval): ApprovalGateRequest {
  const { cluster, namespace, name, requestedBy: requester } = approval;
  const { id, digest, rule, requestedAt, expiresAt } = approval;
  const { entityRef, owner, reason, changeNumber, steps, risks } = approval;
  return {
    ...{ id, digest, rule, requester, requestedAt, expiresAt },
    serviceAccount: { cluster, namespace, name },
    ...{ entityRef, owner, reason, changeNumber, steps, risks },
  };
}

/** Returns the error that names, for each missing approval, who must give it. */
export function approvalRequired(missing: Decided[]): ApprovalRequiredError {
  return new ApprovalRequiredError(
    missing.map(sentenceOf).join(' '),
    missing.map(({ rule, approval }) => ({
      id: approval.id,
      rule: rule.name,
      state: approval.state,
      approvers: rule.approvers,
    })),
  );
}

function sentenceOf({ rule, approval, decision }: Decided): string {
  const { approver, message } = decision;
  const by = rule.gate ? `gate ${rule.gate}` : rule.approvers.join(' or ');
  const told = message === undefined ? '' : `: ${message}`;
  return decision.decision === 'rejected'
    ? `The plan was rejected by ${approver ?? by} (rule ${
        rule.name
      })${told}. Change the request, or repeat it after ${approval.expiresAt}.`
    : `The plan needs an approval by ${by} (rule ${rule.name})${told}. Approval ${approval.id} is pending. Apply the same request again once it is approved.`;
}
