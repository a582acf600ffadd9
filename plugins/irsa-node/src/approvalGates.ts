import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  PlanStep,
  Risk,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** One plan that waits for a decision. @public */
export interface ApprovalGateRequest {
  /** Of the approval: each plan that is asked for has one of its own, so that no decision counts twice. */
  id: string;
  /** Of the plan. It changes with everything that the plan does. */
  digest: string;
  /** The name of the rule in `irsa.approvals`. */
  rule: string;
  /** Entity reference of the user. */
  requester: string;
  requestedAt: string;
  /** When it lapses. */
  expiresAt: string;
  serviceAccount: ServiceAccountRef;
  entityRef: string;
  owner: string;
  reason?: string;
  /** As the requester gave it, or the gate the last time. */
  changeNumber?: string;
  steps: PlanStep[];
  risks: Risk[];
}

/** What a gate says of a plan. @public */
export interface ApprovalGateDecision {
  /** Who is told `pending` asks again later by applying the same again. */
  decision: 'approved' | 'rejected' | 'pending';
  /** Entity reference or name of who decided. A decision of the requester does not count. */
  approver?: string;
  /** The number of the change request in the system behind the gate. */
  changeNumber?: string;
  /** Told to the requester. */
  message?: string;
}

/**
 * Decides in another system whether a plan is applied. It is asked under the claim on the ServiceAccount, so it should answer within seconds; when it
 * throws, nothing is written.
 *
 * @public
 */
export interface ApprovalGate {
  /** As `irsa.approvals[].gate` names it. */
  id: string;
  decide(request: ApprovalGateRequest): Promise<ApprovalGateDecision>;
}

/** Adds gates to the backend plugin `irsa`. @public */
export interface IrsaApprovalGatesExtensionPoint {
  addGate(gate: ApprovalGate): void;
}

/** Where backend modules add gates. @public */
export const irsaApprovalGatesExtensionPoint =
  createExtensionPoint<IrsaApprovalGatesExtensionPoint>({
    id: 'irsa.approval-gates',
  });
