import { NotAllowedError } from '@backstage/errors';
import type {
  ApprovalGate,
  ApprovalGateDecision,
  ApprovalGateRequest,
} from '@backstage-irsa/plugin-irsa-node';
import type { ApprovalRule } from '@backstage-irsa/core/model';
import { normalizeRef } from '../authorization/entityRefs';
import type { StoredApproval } from './ApprovalRow';
import type { ApprovalStore } from './ApprovalStore';

/** The ID of the gate for rules with approvers. */
export const GROUP_GATE = 'groups';

/** Reads the decisions of groups, whose members decide on the pages or with the API. */
export class GroupGate implements ApprovalGate {
  readonly id = GROUP_GATE;
  readonly #store: ApprovalStore;

  constructor(options: { store: ApprovalStore }) {
    this.#store = options.store;
  }

  async decide({ id }: ApprovalGateRequest): Promise<ApprovalGateDecision> {
    const approval = await this.#store.get(id);
    const { state, decidedBy, decisionReason } = approval ?? {};
    return {
      decision:
        state === 'approved' || state === 'rejected' ? state : 'pending',
      ...(decidedBy !== undefined && { approver: decidedBy }),
      ...(decisionReason !== undefined && { message: decisionReason }),
    };
  }
}

/** Finds the gate of each rule. */
export class Gates {
  readonly #byId: ReadonlyMap<string, ApprovalGate>;

  /** @throws Error - if two gates have the same ID, or a rule names a gate that does not exist. */
  constructor(gates: ApprovalGate[], rules: readonly ApprovalRule[]) {
    this.#byId = new Map(gates.map(gate => [gate.id, gate]));
    if (this.#byId.size < gates.length) {
      throw new Error(
        `Two approval gates have the same id: ${gates.map(({ id }) => id)}.`,
      );
    }
    for (const { name, gate } of rules) {
      if (gate === undefined || this.#byId.has(gate)) continue;
      throw new Error(
        `The rule "${name}" of irsa.approvals names the gate "${gate}", which no backend module adds.`,
      );
    }
  }

  of({ gate = GROUP_GATE }: Pick<ApprovalRule, 'gate'>): ApprovalGate {
    const found = this.#byId.get(gate);
    if (found) return found;
    throw new Error(`Approval gate ${gate} not found.`);
  }
}

/** @throws NotAllowedError - if the approver is the requester, or is named in a way that cannot be compared with the requester */
export function requireOther(
  approver: string,
  { id, gate, requestedBy }: StoredApproval,
): void {
  const user = normalizeRef(approver);
  if (!user?.startsWith('user:')) {
    throw new NotAllowedError(
      `Approval gate ${gate} names the approver "${approver}" of approval ${id}. It must name the user entity, such as user:default/jane, so that Backstage can check that it is not the requester.`,
    );
  }
  if (user === requestedBy) {
    throw new NotAllowedError(
      `Approval ${id} was given by ${approver}, who requested it. Another approver must decide.`,
    );
  }
}
