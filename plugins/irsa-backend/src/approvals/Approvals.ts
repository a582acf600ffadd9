import { randomUUID } from 'node:crypto';
import { ConflictError } from '@backstage/errors';
import type { ApprovalGateDecision } from '@backstage-irsa/plugin-irsa-node';
import type { ApprovalRule } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import type { ChangeRequest } from '../authorization/audit/types';
import { normalizeRef } from '../authorization/entityRefs';
import { unavailable } from '../lib/errors';
import type {
  NewOperation,
  OperationStore,
} from '../serviceAccounts/OperationStore';
import type { ApprovalNotices } from './ApprovalNotices';
import type { AskedPlan, StepEffect, StoredApproval } from './ApprovalRow';
import type { ApprovalStore } from './ApprovalStore';
import {
  approvalRequired,
  type Decided,
  gateRequestOf,
} from './approvalRequired';
import { GROUP_GATE, type Gates, requireOther } from './Gates';
import { isRestOf } from './isRestOf';
import { changeOfApproval, LAPSES_AFTER_MS, writeOfApproval } from './records';

/** How long the pages show ended approvals, in milliseconds. */
const KEPT_MS = 90 * 24 * 60 * 60 * 1000;

interface ApprovalsOptions {
  changes: ChangeLog;
  gates: Gates;
  notices: ApprovalNotices;
  operations: OperationStore;
  store: ApprovalStore;
}

/** Manages approvals of plans. Each is for one plan, one requester, and one rule. It can be used once, within a day. */
export class Approvals {
  readonly #o: ApprovalsOptions;

  constructor(options: ApprovalsOptions) {
    this.#o = options;
  }

  /**
   * Uses up an approval for each rule and stores the operation, both or neither; or requests the missing approvals. Callers must hold the claim on
   * the ServiceAccount and write nothing but this plan.
   *
   * @throws ApprovalRequiredError - with the requests; NotAllowedError - if a gate names the requester; ConflictError; ServiceUnavailableError
   */
  async begin(
    operation: NewOperation,
    rules: ApprovalRule[],
    plan: AskedPlan,
    by: ChangeRequest,
  ): Promise<ChangeRequest> {
    const requestedBy = userOf(by);
    const lapsed = await this.#lapseStale({ ...plan, requestedBy });
    const decided: Decided[] = [];
    for (const rule of rules) {
      decided.push(
        (await this.#resumed(rule, plan, requestedBy)) ??
          (await this.#ask(
            rule,
            await this.#approvalOf(rule, plan, by, lapsed),
          )),
      );
    }
    const missing = decided.filter(
      ({ decision }) => decision.decision !== 'approved',
    );
    if (missing.length > 0) throw approvalRequired(missing);
    await this.#use(decided, operation, plan.effects);
    const [{ decision, approval }] = decided;
    return {
      ...by,
      approver: decision.approver,
      changeNumber: by.changeNumber ?? approval.changeNumber,
    };
  }

  /** Lets expired approvals lapse, and deletes old ones. */
  async lapseExpired(): Promise<void> {
    for (const approval of await this.#o.store.expired()) {
      await this.#lapse(approval, 'The approval was not used in time.');
    }
    await this.#o.store.dropBefore(new Date(Date.now() - KEPT_MS));
  }

  /** Returns the approval of the previous operation if this plan is the rest of it. Asks a gate again: it can have withdrawn its decision. */
  async #resumed(
    rule: ApprovalRule,
    plan: AskedPlan,
    requestedBy: string,
  ): Promise<Decided | undefined> {
    const { operations, store } = this.#o;
    const { serviceAccountId } = plan;
    const key = { serviceAccountId, requestedBy, rule: rule.name };
    const approval = await store.lastUsed(key);
    if (approval?.operationId === undefined) return undefined;
    const operation = await operations.get(approval.operationId);
    if (
      !operation ||
      !isRestOf(plan, approval, operation) ||
      !(await operations.isLatest(operation))
    ) {
      return undefined;
    }
    const decision: ApprovalGateDecision =
      rule.gate === undefined
        ? { decision: 'approved', approver: approval.decidedBy }
        : await this.#decisionOf(rule, approval);
    return { rule, approval, decision };
  }

  /** Returns the current approval, or a new one that replaces the lapsed ones. */
  async #approvalOf(
    rule: ApprovalRule,
    plan: AskedPlan,
    by: ChangeRequest,
    lapsed: StoredApproval[],
  ): Promise<StoredApproval> {
    const { changes, notices, store } = this.#o;
    const requestedBy = userOf(by);
    const key = { ...plan, requestedBy, rule: rule.name };
    const current = await store.current(key);
    if (current) return current;
    await store.requireRoom(requestedBy);
    const now = Date.now();
    const { cluster, namespace, name } = plan.spec;
    const { reason, changeNumber } = by;
    const asked: StoredApproval = {
      ...plan,
      ...{ cluster, namespace, name, requestedBy },
      id: randomUUID(),
      rule: rule.name,
      gate: rule.gate ?? GROUP_GATE,
      state: 'pending',
      requestedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LAPSES_AFTER_MS).toISOString(),
      ...(reason !== undefined && { reason }),
      ...(changeNumber !== undefined && { changeNumber }),
    };
    await changes.record(
      changeOfApproval(asked, { reason }),
      writeOfApproval(asked, 'pending'),
      () => store.insert(asked),
    );
    await notices.asked(asked, rule.approvers, lapsed);
    return asked;
  }

  /** Returns the gate's current decision, and stores its first one. A stored rejection remains in effect. */
  async #ask(rule: ApprovalRule, approval: StoredApproval): Promise<Decided> {
    if (approval.state === 'rejected') {
      const { decidedBy: approver, decisionReason: message } = approval;
      return {
        ...{ rule, approval },
        decision: { decision: 'rejected', approver, message },
      };
    }
    const decision = await this.#decisionOf(rule, approval);
    const { changeNumber } = decision;
    if (changeNumber !== undefined) {
      await this.#o.store.recordChangeNumber(approval.id, changeNumber);
    }
    const told = {
      ...approval,
      changeNumber: changeNumber ?? approval.changeNumber,
    };
    return { rule, decision, approval: await this.#stored(told, decision) };
  }

  /** @throws NotAllowedError; ServiceUnavailableError */
  async #decisionOf(
    rule: ApprovalRule,
    approval: StoredApproval,
  ): Promise<ApprovalGateDecision> {
    const gate = this.#o.gates.of(rule);
    let decision: ApprovalGateDecision;
    try {
      decision = await gate.decide(gateRequestOf(approval));
    } catch (error) {
      throw unavailable(
        `Backstage could not ask approval gate ${gate.id}. Nothing was written: ${error}`,
      );
    }
    const { approver } = decision;
    if (decision.decision === 'approved' && approver !== undefined) {
      requireOther(approver, approval);
    }
    return decision;
  }

  /** Stores a decision of another system like a decision of a group. */
  async #stored(
    approval: StoredApproval,
    { decision, approver, message }: ApprovalGateDecision,
  ): Promise<StoredApproval> {
    const { changes, store } = this.#o;
    if (decision === 'pending' || approval.state !== 'pending') return approval;
    const by = approver ?? `gate ${approval.gate}`;
    await changes.record(
      changeOfApproval(approval, { approver: by, reason: message }),
      writeOfApproval(approval, decision),
      async () => {
        const expiresAt = new Date(Date.now() + LAPSES_AFTER_MS).toISOString();
        const reason = message;
        await store.decide(approval.id, {
          state: decision,
          by,
          reason,
          expiresAt,
        });
      },
    );
    return { ...approval, state: decision };
  }

  /** @throws ConflictError - if another replica used an approval, or it lapsed, meanwhile. */
  async #use(
    decided: Decided[],
    operation: NewOperation,
    effects: StepEffect[],
  ): Promise<void> {
    const { changes, operations, store } = this.#o;
    const approvals = decided.map(({ approval }) => approval);
    const [{ approval, decision }] = decided;
    const { approver } = decision;
    const { id: operationId } = operation;
    const use = {
      ...{ operationId, effects },
      begin: (transaction: Knex.Transaction) =>
        operations.create(operation, transaction),
    };
    await changes.track(
      changeOfApproval(approval, { approver, operationId }),
      async open => {
        for (const each of decided.slice(1)) {
          await open.write(
            writeOfApproval(each.approval, 'used'),
            async () => {},
          );
        }
        await open.write(writeOfApproval(approval, 'used'), async () => {
          if (await store.use(approvals, use)) return;
          throw new ConflictError(
            `Approval ${approvals
              .map(({ id }) => id)
              .join(
                ', ',
              )} was used or lapsed in the meantime. Apply again to request a new one.`,
          );
        });
      },
    );
  }

  /** Lets outdated approvals of the same user lapse, so that they are not granted to another plan. */
  async #lapseStale(
    key: Parameters<ApprovalStore['stale']>[0],
  ): Promise<StoredApproval[]> {
    const stale = await this.#o.store.stale(key);
    for (const approval of stale) {
      const isForThis = approval.digest === key.digest;
      await this.#lapse(
        approval,
        isForThis
          ? 'The approval was not used in time.'
          : 'The plan has changed.',
      );
    }
    return stale;
  }

  async #lapse(approval: StoredApproval, reason: string): Promise<void> {
    await this.#o.changes.record(
      changeOfApproval(approval, { reason }),
      writeOfApproval(approval, 'lapsed'),
      () => this.#o.store.lapse(approval.id),
    );
  }
}

function userOf({ requester }: ChangeRequest): string {
  return normalizeRef(requester) ?? requester;
}
