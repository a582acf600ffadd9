import { createExtensionPoint } from '@backstage/backend-plugin-api';
import type {
  PlanStep,
  Risk,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';

/** A plan that is waiting for a decision. @public */
export interface ApprovalGateRequest {
  /** The ID of the approval. Each requested plan has its own approval, so that no decision counts twice. */
  id: string;
  /** The digest of the plan. It changes with everything that the plan does. */
  digest: string;
  /** The name of the rule in `irsa.approvals`. */
  rule: string;
  /** The entity reference of the user who requests the plan. */
  requester: string;
  requestedAt: string;
  /** When the approval expires. */
  expiresAt: string;
  serviceAccount: ServiceAccountRef;
  entityRef: string;
  owner: string;
  reason?: string;
  /** As given by the requester, or by the gate in its last decision. */
  changeNumber?: string;
  steps: PlanStep[];
  risks: Risk[];
}

/** The decision of a gate about a plan. @public */
export interface ApprovalGateDecision {
  /** After `pending`, the requester asks again later by applying the same spec again. */
  decision: 'approved' | 'rejected' | 'pending';
  /**
   * The entity reference of the user who decided, such as `user:default/jane`. An approval by the requester, or by a text that is no reference of a
   * user, is refused. Without an approver, Backstage cannot check this.
   */
  approver?: string;
  /** The number of the change request in the system behind the gate. */
  changeNumber?: string;
  /** A message for the requester. */
  message?: string;
}

/**
 * Decides in another system whether a plan is applied. The backend calls it while it holds the claim on the ServiceAccount, so it should answer
 * within seconds. If it throws, nothing is written.
 *
 * @public
 */
export interface ApprovalGate {
  /** The ID that `irsa.approvals[].gate` names. */
  id: string;
  decide(request: ApprovalGateRequest): Promise<ApprovalGateDecision>;
}

/** Adds approval gates to the `irsa` backend plugin. @public */
export interface IrsaApprovalGatesExtensionPoint {
  addGate(gate: ApprovalGate): void;
}

/** The extension point where backend modules add approval gates. @public */
export const irsaApprovalGatesExtensionPoint =
  createExtensionPoint<IrsaApprovalGatesExtensionPoint>({
    id: 'irsa.approval-gates',
  });
