import { randomUUID } from 'node:crypto';
import type { LoggerService } from '@backstage/backend-plugin-api';
import {
  ConflictError,
  NotAllowedError,
  NotFoundError,
} from '@backstage/errors';
import {
  withoutAdoption,
  type IamServiceAccount,
  type Transfer,
  type TransferList,
  type TransferState,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import { changeOf } from '../../authorization/audit/changeOf';
import type { ChangeRequest } from '../../authorization/audit/types';
import type { Memberships } from '../../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../../authorization/ownSession';
import type { Applier } from '../Applier';
import { sameIntent } from '../sameRecord';
import { describeFailure, violationsError } from '../../lib/errors';
import type { Writers } from '../Writers';
import { nameInCluster } from '../../serviceAccounts/nameInCluster';
import type { StoredTransfer } from '../../serviceAccounts/transfers/TransferRow';
import type { TransferStore } from '../../serviceAccounts/transfers/TransferStore';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import {
  isOneOf,
  newOwner,
  ownerWrite,
  recordedOwner,
  requireDecided,
  requireDecider,
  requirePending,
  shownTo,
  type Caller,
} from './decisions';
import type { EntityOrigins } from './EntityOrigins';
import type { TransferRules } from './TransferRules';
import { underClaim } from './underClaim';

const DAY_MS = 24 * 60 * 60 * 1000;
/** How long a request waits for a decision before it lapses, in milliseconds. */
const LAPSES_AFTER_MS = 30 * DAY_MS;

interface TransfersOptions {
  applier: Applier;
  changes: ChangeLog;
  entities: EntityOrigins;
  logger: LoggerService;
  memberships: Memberships;
  rules: TransferRules;
  store: ServiceAccountStore;
  transfers: TransferStore;
  writers: Writers;
}

/**
 * Transfers ownership. Either side can request a transfer; the recorded owner or an administrator decides it, in their own session. Only a
 * confirmation, or a bulk transfer by an administrator, changes the recorded owner, regardless of the catalog.
 */
export class Transfers {
  readonly #o: TransfersOptions;

  constructor(options: TransfersOptions) {
    this.#o = options;
  }

  /**
   * Requests a transfer.
   *
   * @throws NotAllowedError - for all but members of either owner and administrators; InputError; ConflictError - if another transfer is pending
   */
  async request(
    account: IamServiceAccount,
    asked: { owner: string; reason?: string },
    session: OwnSession,
  ): Promise<Transfer> {
    requireOwnSession(session);
    const from = recordedOwner(account);
    const caller = await this.#caller(session);
    const to = newOwner(asked.owner, from);
    if (!isOneOf(caller, from, to)) {
      throw new NotAllowedError(
        `Only members of ${from} or ${to}, and administrators, can ask to transfer ServiceAccount ${nameInCluster(
          account,
        )}.`,
      );
    }
    const now = Date.now();
    const transfer: StoredTransfer = {
      id: randomUUID(),
      serviceAccountId: account.id,
      cluster: account.cluster,
      namespace: account.namespace,
      name: account.name,
      entityRef: account.entityRef,
      from,
      to,
      requestedBy: caller.user,
      requestedAt: new Date(now).toISOString(),
      expiresAt: new Date(now + LAPSES_AFTER_MS).toISOString(),
      state: 'pending',
      ...(asked.reason !== undefined && { reason: asked.reason }),
    };
    if (!(await this.#o.transfers.request(transfer))) {
      throw new ConflictError(
        `A transfer of ServiceAccount ${nameInCluster(
          account,
        )} is pending. ${from} or an administrator has to confirm or decline it first.`,
      );
    }
    return shownTo(caller, transfer, account);
  }

  /** Lists the transfers of one IAM service account, and whether the caller can request one. */
  async listOf(
    account: IamServiceAccount,
    session: OwnSession,
  ): Promise<TransferList> {
    const caller = await this.#caller(session);
    const listed = await this.#o.transfers.listOf(account.id);
    const { owner, entityRef } = account;
    const { owner: entityOwner = '' } =
      owner !== null && entityRef !== null
        ? await this.#o.entities.of(entityRef)
        : {};
    return {
      items: listed.map(each => shownTo(caller, each, account)),
      mayRequest: owner !== null && isOneOf(caller, owner, entityOwner),
      mayManage: owner !== null && isOneOf(caller, owner),
    };
  }

  /** Lists the transfers that involve the caller. `readable` returns the IAM service accounts that the caller may read. */
  async list(
    session: OwnSession,
    state: TransferState | undefined,
    readable: (accounts: IamServiceAccount[]) => Promise<IamServiceAccount[]>,
  ): Promise<TransferList> {
    const caller = await this.#caller(session);
    const listed = await this.#o.transfers.listFor(caller, state);
    const ids = new Set(listed.map(({ serviceAccountId }) => serviceAccountId));
    const accounts = await readable(await this.#o.store.getMany([...ids]));
    const byId = new Map(accounts.map(account => [account.id, account]));
    return {
      items: listed.flatMap(transfer => {
        const account = byId.get(transfer.serviceAccountId);
        return account ? [shownTo(caller, transfer, account)] : [];
      }),
    };
  }

  /** Returns a transfer. @throws NotFoundError */
  async find(id: string): Promise<StoredTransfer> {
    const transfer = await this.#o.transfers.get(id);
    if (!transfer) throw new NotFoundError(`Transfer ${id} not found.`);
    return transfer;
  }

  /**
   * Confirms or declines a transfer. A confirmation changes the recorded owner, and then the owner tags in AWS. If updating the tags fails, the
   * response says so, and the next apply updates them.
   *
   * @throws NotAllowedError - for all but members of the recorded owner and administrators; ConflictError - if it is decided, lapsed, or of a former
   * owner; InputError - that names every rule the new owner violates
   */
  async decide(
    { id }: StoredTransfer,
    asked: { decision: 'confirm' | 'decline'; reason?: string },
    session: OwnSession,
  ): Promise<Transfer> {
    requireOwnSession(session);
    const caller = await this.#caller(session);
    const transfer = await this.find(id);
    const account = await this.#accountOf(transfer);
    requireDecider(caller, transfer, account);
    requirePending(transfer, account);
    const decision = {
      by: caller.user,
      ...(asked.reason !== undefined && { reason: asked.reason }),
    };
    if (asked.decision === 'decline') {
      requireDecided(await this.#o.transfers.decline(id, decision), transfer);
      return shownTo(caller, await this.find(id), account);
    }
    await this.#confirm(account, transfer, decision);
    const notice = await this.bringTags(account.id, transfer.to, {
      requester: transfer.requestedBy,
      approver: caller.user,
      reason: transfer.reason,
    });
    return {
      ...shownTo(caller, await this.find(id), account),
      ...(notice !== undefined && { notice }),
    };
  }

  /**
   * Applies the currently recorded spec again for the new owner, to update the owner tags in AWS. The spec can be newer than the confirmed one.
   * Returns a notice if the tags could not be updated, else undefined.
   */
  async bringTags(
    id: string,
    owner: string,
    by: ChangeRequest,
  ): Promise<string | undefined> {
    const account = await this.#o.store.get(id);
    const { spec, entityRef } = account ?? {};
    if (!spec || !entityRef || account?.owner !== owner) return undefined;
    let isOvertaken = false;
    try {
      const { uid: entityUid } = await this.#o.entities.of(entityRef);
      const ownership = { entityRef, entityUid, owner, violations: [] };
      const again = {
        ...withoutAdoption(spec),
        ...(spec.owner !== undefined && { owner }),
      };
      const { result } = await this.#o.applier.start(again, ownership, by, {
        action: 'transfer',
        moves: true,
        refuse: async () => {
          const now = await this.#o.store.get(id);
          if (sameIntent(account, now)) return;
          isOvertaken = now?.owner === owner;
          throw new ConflictError('Another spec was applied in the meantime.');
        },
      });
      await result;
      return undefined;
    } catch (error) {
      // A newer apply for the new owner has updated the tags.
      if (isOvertaken) return undefined;
      const { message } = describeFailure(error);
      this.#o.logger.warn(
        `The owner tags of IAM service account ${id} still name the previous owner: ${message}`,
      );
      return `The transfer is recorded. The owner tags in AWS still name the previous owner until the next apply: ${message}`;
    }
  }

  async #confirm(
    account: IamServiceAccount,
    transfer: StoredTransfer,
    decision: { by: string; reason?: string },
  ): Promise<void> {
    const { changes, entities, rules, transfers, writers } = this.#o;
    const { uid = null } =
      account.entityRef === null ? {} : await entities.of(account.entityRef);
    const { requestedBy: requester, reason } = transfer;
    const change = changeOf(account, {
      ...{ action: 'transfer', requester, reason },
      approver: decision.by,
    });
    await underClaim(
      writers,
      account,
      () => rules.rolesOf(account),
      async () => {
        const violations = await rules.check(account.id, transfer.to);
        if (violations.length > 0) throw violationsError(violations);
        await changes.record(
          change,
          ownerWrite(account, transfer.to),
          async () =>
            requireDecided(
              await transfers.confirm(transfer, decision, uid),
              transfer,
            ),
        );
      },
    );
  }

  async #accountOf(transfer: StoredTransfer): Promise<IamServiceAccount> {
    const account = await this.#o.store.get(transfer.serviceAccountId);
    if (!account) {
      throw new NotFoundError(
        `The IAM service account of transfer ${transfer.id} was deleted.`,
      );
    }
    return account;
  }

  async #caller(session: OwnSession): Promise<Caller> {
    const { memberships } = this.#o;
    const groups = await memberships.groupsOf(session);
    const isAdministrator = memberships.areAdministrators(groups);
    return { user: session.principal.userEntityRef, groups, isAdministrator };
  }
}
