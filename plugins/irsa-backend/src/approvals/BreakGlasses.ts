import { randomUUID } from 'node:crypto';
import { InputError, NotAllowedError } from '@backstage/errors';
import type { ApprovalList, BreakGlass } from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { normalizeRef } from '../authorization/entityRefs';
import type { Memberships } from '../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../authorization/ownSession';
import type { IrsaConfig } from '../config/types';
import type { ApprovalNotices } from './ApprovalNotices';
import type { BreakGlassStore } from './BreakGlassStore';

const LASTS_MS = 4 * 60 * 60 * 1000;

interface BreakGlassesOptions {
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'accounts' | 'administrators' | 'breakGlassGroups'>;
  memberships: Memberships;
  notices: ApprovalNotices;
  store: BreakGlassStore;
}

/** Lets members of configured groups apply without approvals in an emergency: in one AWS account, for 4 hours, recorded, and with a notification. */
export class BreakGlasses {
  readonly #o: BreakGlassesOptions;

  constructor(options: BreakGlassesOptions) {
    this.#o = options;
  }

  /** @throws NotAllowedError - for all but members of the groups, and for other plugins on behalf of a member; InputError */
  async open(
    { accountId, reason }: Pick<BreakGlass, 'accountId' | 'reason'>,
    session: OwnSession,
  ): Promise<BreakGlass> {
    requireOwnSession(session);
    const groups = await this.#o.memberships.groupsOf(session);
    if (!this.#isMember(groups)) {
      throw new NotAllowedError(
        'Only members of the groups of irsa.breakGlass.groups can apply without approvals.',
      );
    }
    const { changes, config, notices, store } = this.#o;
    if (!config.accounts?.includes(accountId)) {
      throw new InputError(
        `accountId: ${accountId} is not a configured AWS account. Name the account that the change is about. [known-account]`,
      );
    }
    const user = userOf(session);
    const now = Date.now();
    const opened = {
      ...{ id: randomUUID(), accountId, reason },
      openedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LASTS_MS).toISOString(),
    };
    await changes.record(
      { action: 'break-glass', requester: user, reason, accountId },
      {
        action: 'create',
        target: { kind: 'break-glass', name: opened.id },
        summary: `Apply without approvals in ${accountId} for 4 hours`,
        diff: [{ field: 'expiresAt', before: null, after: opened.expiresAt }],
      },
      () => store.open(user, opened),
    );
    await notices.brokenGlass(user, opened, config.administrators);
    return opened;
  }

  /**
   * Returns the caller's open sessions for the accounts; undefined unless they cover all. Requires current membership and the caller's own session.
   */
  async covering(
    accountIds: string[],
    session: OwnSession,
  ): Promise<BreakGlass[] | undefined> {
    if (session.principal.actor !== undefined) return undefined;
    const opened = await this.#o.store.of(userOf(session));
    const covering = accountIds.map(id =>
      opened.find(({ accountId }) => accountId === id),
    );
    const found = covering.filter(each => each !== undefined);
    if (found.length === 0 || found.length < covering.length) return undefined;
    const groups = await this.#o.memberships.groupsOf(session);
    return this.#isMember(groups) ? found : undefined;
  }

  /** Returns the accounts in which a user may open break-glass sessions, and the open sessions. */
  async shown({
    user,
    groups,
  }: {
    user: string;
    groups: string[];
  }): Promise<Pick<ApprovalList, 'breakGlassAccounts' | 'breakGlasses'>> {
    if (!this.#isMember(groups)) return {};
    return {
      breakGlassAccounts: this.#o.config.accounts ?? [],
      breakGlasses: await this.#o.store.of(user),
    };
  }

  #isMember(groups: string[]): boolean {
    return this.#o.config.breakGlassGroups.some(group =>
      groups.includes(group),
    );
  }
}

function userOf({ principal }: OwnSession): string {
  return normalizeRef(principal.userEntityRef) ?? principal.userEntityRef;
}
