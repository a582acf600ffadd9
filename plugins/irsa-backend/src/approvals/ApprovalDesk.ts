import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import type {
  Approval,
  ApprovalList,
  ApprovalRule,
  ApprovalState,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { normalizeRef } from '../authorization/entityRefs';
import type { Memberships } from '../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../authorization/ownSession';
import type { IrsaConfig } from '../config/types';
import type { ApprovalNotices } from './ApprovalNotices';
import type { StoredApproval } from './ApprovalRow';
import type { ApprovalStore } from './ApprovalStore';
import type { BreakGlasses } from './BreakGlasses';
import { GROUP_GATE } from './Gates';
import { changeOfApproval, LAPSES_AFTER_MS, writeOfApproval } from './records';

interface Caller {
  user: string;
  groups: string[];
  isAdministrator: boolean;
}

interface ApprovalDeskOptions {
  breakGlasses: BreakGlasses;
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'approvals'>;
  memberships: Memberships;
  notices: ApprovalNotices;
  store: ApprovalStore;
}

/** Lets users read and decide approvals. Only members of the approver groups can decide, in their own session, and never the requester. */
export class ApprovalDesk {
  readonly #o: ApprovalDeskOptions;

  constructor(options: ApprovalDeskOptions) {
    this.#o = options;
  }

  /** Returns the approvals that the caller requested or that the caller's groups decide; all for administrators. */
  async list(
    session: OwnSession,
    state: ApprovalState | undefined,
  ): Promise<ApprovalList> {
    const caller = await this.#caller(session);
    const rules = this.#o.config.approvals
      .filter(rule => isApprover(caller, rule))
      .map(({ name }) => name);
    const found = await this.#o.store.listFor({ ...caller, rules }, state);
    return {
      items: found.map(each => this.#shown(caller, each)),
      ...(await this.#o.breakGlasses.shown(caller)),
    };
  }

  /**
   * Returns one of the approvals that `list` contains.
   *
   * @throws NotFoundError
   */
  async get(id: string, session: OwnSession): Promise<Approval> {
    const caller = await this.#caller(session);
    return this.#shown(caller, await this.#find(id, caller));
  }

  /**
   * Approves or rejects a plan. The approval applies only to the plan that it shows, which its digest identifies.
   *
   * @throws NotAllowedError - for the requester, and for users who are not approvers of its rule; ConflictError - if it is decided or lapsed
   */
  async decide(
    id: string,
    asked: { decision: 'approve' | 'reject'; reason?: string },
    session: OwnSession,
  ): Promise<Approval> {
    requireOwnSession(session);
    const caller = await this.#caller(session);
    const approval = await this.#find(id, caller);
    requireDecider(caller, approval, this.#ruleOf(approval));
    const state = asked.decision === 'approve' ? 'approved' : 'rejected';
    const { changes, notices, store } = this.#o;
    const { reason } = asked;
    await changes.record(
      changeOfApproval(approval, { approver: caller.user, reason }),
      writeOfApproval(approval, state),
      async () => {
        const expiresAt = new Date(Date.now() + LAPSES_AFTER_MS).toISOString();
        const by = caller.user;
        if (await store.decide(id, { state, by, reason, expiresAt })) return;
        throw new ConflictError(
          `Approval ${id} is not pending any more: it was decided or lapsed. Read it again.`,
        );
      },
    );
    await notices.decided(approval, state, caller.user);
    return this.#shown(caller, await this.#find(id, caller));
  }

  async #find(id: string, caller: Caller): Promise<StoredApproval> {
    const approval = await this.#o.store.get(id);
    if (
      approval &&
      (caller.isAdministrator ||
        isRequester(caller, approval) ||
        isApprover(caller, this.#ruleOf(approval)))
    ) {
      return approval;
    }
    throw new NotFoundError(`Approval ${id} not found.`);
  }

  /** Returns the rule from the current configuration; undefined if it was removed. */
  #ruleOf({
    rule,
    gate,
  }: Pick<StoredApproval, 'rule' | 'gate'>): ApprovalRule | undefined {
    return this.#o.config.approvals.find(
      each => each.name === rule && (each.gate ?? GROUP_GATE) === gate,
    );
  }

  #shown(
    caller: Caller,
    { gate, effects: _, operationId: __, ...approval }: StoredApproval,
  ): Approval {
    const rule = this.#ruleOf({ ...approval, gate });
    const isMine = isRequester(caller, approval);
    return {
      ...approval,
      approvers: rule?.approvers ?? [],
      ...(gate !== GROUP_GATE && { gate }),
      isMine,
      mayDecide:
        approval.state === 'pending' && !isMine && isApprover(caller, rule),
    };
  }

  async #caller(session: OwnSession): Promise<Caller> {
    const { memberships } = this.#o;
    const groups = await memberships.groupsOf(session);
    const isAdministrator = memberships.areAdministrators(groups);
    const { userEntityRef } = session.principal;
    const user = normalizeRef(userEntityRef) ?? userEntityRef;
    return { user, groups, isAdministrator };
  }
}

function isRequester(
  { user }: Caller,
  { requestedBy }: Pick<StoredApproval, 'requestedBy'>,
): boolean {
  return requestedBy === user;
}

function isApprover(
  { groups }: Caller,
  rule: ApprovalRule | undefined,
): boolean {
  return rule?.approvers.some(group => groups.includes(group)) ?? false;
}

function requireDecider(
  caller: Caller,
  approval: StoredApproval,
  rule: ApprovalRule | undefined,
): void {
  if (isRequester(caller, approval)) {
    throw new NotAllowedError(
      `You requested approval ${approval.id}. Another approver must decide it.`,
    );
  }
  if (!isApprover(caller, rule)) {
    throw new NotAllowedError(
      `Only members of ${
        rule?.approvers.join(' or ') || `gate ${approval.gate}`
      } can decide approval ${approval.id} (rule ${approval.rule}).`,
    );
  }
  if (approval.state !== 'pending') {
    throw new ConflictError(
      `Approval ${approval.id} is ${approval.state}. Only pending approvals can be decided.`,
    );
  }
}
