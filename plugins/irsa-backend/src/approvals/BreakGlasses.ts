import { randomUUID } from 'node:crypto';
import { NotAllowedError } from '@backstage/errors';
import type { BreakGlass } from '@backstage-irsa/core/model';
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
  config: Pick<IrsaConfig, 'administrators' | 'breakGlassGroups'>;
  memberships: Memberships;
  notices: ApprovalNotices;
  store: BreakGlassStore;
}

/** Applying without approvals in an emergency: for members of named groups, for four hours, and not unseen. */
export class BreakGlasses {
  readonly #o: BreakGlassesOptions;

  constructor(options: BreakGlassesOptions) {
    this.#o = options;
  }

  /** @throws NotAllowedError - for all but members of the groups, and for other plugins on behalf of one */
  async open(reason: string, session: OwnSession): Promise<BreakGlass> {
    requireOwnSession(session);
    const groups = await this.#o.memberships.groupsOf(session);
    if (!this.#isMember(groups)) {
      throw new NotAllowedError(
        'Only members of the groups of irsa.breakGlass.groups can apply without approvals.',
      );
    }
    const { changes, config, notices, store } = this.#o;
    const user = userOf(session);
    const now = Date.now();
    const opened = {
      reason,
      openedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LASTS_MS).toISOString(),
    };
    const id = randomUUID();
    await changes.record(
      { action: 'break-glass', requester: user, reason },
      {
        action: 'create',
        target: { kind: 'break-glass', name: id },
        summary: 'Apply without approvals for 4 hours',
        diff: [{ field: 'expiresAt', before: null, after: opened.expiresAt }],
      },
      () => store.open(id, user, opened),
    );
    await notices.brokenGlass(user, opened, config.administrators);
    return opened;
  }

  /** What is open for the caller now. It needs the membership still, and the caller's own session. */
  async of(session: OwnSession): Promise<BreakGlass | undefined> {
    if (session.principal.actor !== undefined) return undefined;
    const opened = await this.#o.store.of(userOf(session));
    if (!opened) return undefined;
    const groups = await this.#o.memberships.groupsOf(session);
    return this.#isMember(groups) ? opened : undefined;
  }

  /** Whether somebody may open it, and what is open. */
  async shown({
    user,
    groups,
  }: {
    user: string;
    groups: string[];
  }): Promise<{ mayBreakGlass: boolean; breakGlass?: BreakGlass }> {
    const mayBreakGlass = this.#isMember(groups);
    const breakGlass = mayBreakGlass ? await this.#o.store.of(user) : undefined;
    return { mayBreakGlass, ...(breakGlass && { breakGlass }) };
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
