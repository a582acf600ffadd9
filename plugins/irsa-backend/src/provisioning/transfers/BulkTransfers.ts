import { yieldTurn } from '../../lib/yieldTurn';
import { randomUUID } from 'node:crypto';
import { ConflictError, NotAllowedError } from '@backstage/errors';
import type {
  BulkTransfer,
  IamServiceAccount,
  Violation,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../../authorization/audit/ChangeLog';
import { changeOf } from '../../authorization/audit/changeOf';
import { normalizeRef } from '../../authorization/entityRefs';
import type { Memberships } from '../../authorization/Memberships';
import {
  requireOwnSession,
  type OwnSession,
} from '../../authorization/ownSession';
import type { Writers } from '../Writers';
import type { StoredTransfer } from '../../serviceAccounts/transfers/TransferRow';
import type { TransferStore } from '../../serviceAccounts/transfers/TransferStore';
import type { ServiceAccountStore } from '../../serviceAccounts/ServiceAccountStore';
import type { EntityOrigins } from './EntityOrigins';
import type { TransferRules } from './TransferRules';
import { newOwner, ownerWrite } from './decisions';
import type { Transfers } from './Transfers';
import { underClaim } from './underClaim';

/** The old and the new owner of IAM service accounts. */
export interface OwnerChange {
  from: string;
  to: string;
}

interface Candidate {
  account: IamServiceAccount;
  from: string;
  to: string;
  violations: Violation[];
}

interface BulkTransfersOptions {
  changes: ChangeLog;
  entities: EntityOrigins;
  memberships: Memberships;
  rules: TransferRules;
  store: ServiceAccountStore;
  transfers: TransferStore;
  single: Transfers;
  writers: Writers;
}

/**
 * Transfers ownership on behalf of administrators, for reorganizations and removed groups. Needs no confirmation, but enforces the rules for the new
 * owner.
 */
export class BulkTransfers {
  readonly #o: BulkTransfersOptions;

  constructor(options: BulkTransfersOptions) {
    this.#o = options;
  }

  /**
   * Transfers all IAM service accounts of each old owner, one by one. Those that a rule forbids stay unchanged. `followUp` then updates the owner
   * tags in AWS, one after another. If that fails, the next apply updates them.
   *
   * @throws NotAllowedError - for all but administrators; InputError
   */
  async transfer(
    changes: OwnerChange[],
    { dryRun }: { dryRun: boolean },
    session: OwnSession,
  ): Promise<{ items: BulkTransfer[]; followUp: () => Promise<void> }> {
    requireOwnSession(session);
    if (!(await this.#o.memberships.isAdministrator(session))) {
      throw new NotAllowedError(
        'Only administrators (irsa.administrators) can transfer in bulk.',
      );
    }
    const by = session.principal.userEntityRef;
    const items: BulkTransfer[] = [];
    const done: Candidate[] = [];
    const candidates = await this.#candidates(changes);
    const together = new Set(
      candidates
        .filter(({ violations }) => violations.length === 0)
        .map(({ account }) => account.id),
    );
    for (const candidate of candidates) {
      const isAllowed = candidate.violations.length === 0;
      const isDone =
        isAllowed && !dryRun && (await this.#record(candidate, together, by));
      if (isDone) done.push(candidate);
      items.push(answerOf(candidate, { isAllowed, isDone, dryRun }));
    }
    return {
      items,
      followUp: async () => {
        for (const { account, to } of done) {
          await this.#o.single.bringTags(account.id, to, { requester: by });
        }
      },
    };
  }

  /** Reads all IAM service accounts before any is changed, so that a chain of owners (a to b, b to c) moves each only once. */
  async #candidates(changes: OwnerChange[]): Promise<Candidate[]> {
    const pairs = changes.map(({ from, to }) => {
      const known = normalizeRef(from) ?? from;
      return { from: known, to: newOwner(to, known) };
    });
    const groups = await Promise.all(
      pairs.map(async pair => ({
        ...pair,
        accounts: await this.#o.store.getMany(
          await this.#o.transfers.idsOwnedBy(pair.from),
        ),
      })),
    );
    const candidates: Candidate[] = [];
    for (const { from, to, accounts } of groups) {
      candidates.push(...(await this.#checked({ from, to, accounts })));
    }
    return candidates;
  }

  /** Checks the rules for each IAM service account. Also forbids those that share a role with a forbidden one, because a role has one owner. */
  async #checked({
    from,
    to,
    accounts,
  }: OwnerChange & { accounts: IamServiceAccount[] }): Promise<Candidate[]> {
    const { rules } = this.#o;
    const candidates: Candidate[] = [];
    for (const account of accounts) {
      const violations = await rules.checkOwner(account, to);
      candidates.push({ account, from, to, violations });
      // Let other requests run in between.
      await yieldTurn();
    }
    for (;;) {
      const allowed = candidates.filter(
        ({ violations }) => violations.length === 0,
      );
      const ids = new Set(allowed.map(({ account }) => account.id));
      for (const candidate of allowed) {
        candidate.violations = await rules.checkSharedRoles(
          candidate.account,
          ids,
        );
      }
      if (allowed.every(({ violations }) => violations.length === 0)) {
        return candidates;
      }
    }
  }

  /** Returns false if the owner changed meanwhile, or a rule now forbids the transfer. */
  async #record(
    { account, from, to }: Candidate,
    together: ReadonlySet<string>,
    by: string,
  ): Promise<boolean> {
    const { changes, entities, rules, transfers, writers } = this.#o;
    const { uid = null } =
      account.entityRef === null ? {} : await entities.of(account.entityRef);
    const at = new Date().toISOString();
    const transfer: StoredTransfer = {
      id: randomUUID(),
      serviceAccountId: account.id,
      cluster: account.cluster,
      namespace: account.namespace,
      name: account.name,
      entityRef: account.entityRef,
      ...{ from, to },
      ...{ requestedBy: by, requestedAt: at, expiresAt: at },
      state: 'confirmed',
      ...{ decidedBy: by, decidedAt: at },
    };
    try {
      await changes.record(
        changeOf(account, { action: 'transfer', requester: by }),
        ownerWrite(account, to),
        async () => {
          const isDone = await underClaim(
            writers,
            account,
            () => rules.rolesOf(account),
            async () =>
              (await rules.check(account.id, to, together)).length === 0 &&
              transfers.transfer(transfer, uid),
          );
          if (!isDone) throw new ConflictError(changedMeanwhile(from).message);
        },
      );
      return true;
    } catch (error) {
      if (error instanceof ConflictError) return false;
      throw error;
    }
  }
}

/** Returns the result for a candidate. A candidate that was allowed but not transferred was changed by somebody else meanwhile. */
function answerOf(
  { account, from, to, violations }: Candidate,
  how: { isAllowed: boolean; isDone: boolean; dryRun: boolean },
): BulkTransfer {
  const { id: serviceAccountId, cluster, namespace, name } = account;
  const place = { serviceAccountId, cluster, namespace, name, from, to };
  if (how.isDone) return { ...place, result: 'transferred', violations };
  if (how.isAllowed && how.dryRun) {
    return { ...place, result: 'allowed', violations };
  }
  return {
    ...place,
    result: 'refused',
    violations: how.isAllowed ? [changedMeanwhile(from)] : violations,
  };
}

function changedMeanwhile(from: string): Violation {
  return {
    field: 'owner',
    rule: 'owner-changed',
    message: `Not transferred: the recorded owner is not ${from} any more, or its spec or role was changed meanwhile. Read it and ask again.`,
  };
}
