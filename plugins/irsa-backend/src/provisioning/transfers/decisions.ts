import { ConflictError, InputError, NotAllowedError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
  type Transfer,
} from '@backstage-irsa/core/model';
import type { NewWrite } from '../../authorization/audit/types';
import { normalizeRef } from '../../authorization/entityRefs';
import { nameInCluster } from '../../serviceAccounts/nameInCluster';
import type { StoredTransfer } from '../../serviceAccounts/transfers/TransferRow';

/** The caller, with the facts that decide about ownership. */
export interface Caller {
  user: string;
  groups: string[];
  isAdministrator: boolean;
}

export function isOneOf(caller: Caller, ...owners: string[]): boolean {
  return (
    caller.isAdministrator ||
    owners.some(owner => caller.groups.includes(owner))
  );
}

/** Returns the recorded owner. An IAM service account that Backstage does not manage has none. @throws NotAllowedError */
export function recordedOwner(account: IamServiceAccount): string {
  if (account.owner !== null) return account.owner;
  throw new NotAllowedError(
    `ServiceAccount ${nameInCluster(
      account,
    )} is not managed by Backstage and has no recorded owner. Adopt it first.`,
  );
}

/** @throws InputError */
export function newOwner(owner: string, from: string): string {
  const to = normalizeRef(owner);
  if (to === undefined || !/^(group|user):/.test(to)) {
    throw new InputError(
      `owner: "${owner}" is not the entity reference of a group or user, such as group:default/team. [owner-reference]`,
    );
  }
  if (to === from) {
    throw new InputError(
      `owner: ${to} is the recorded owner already. Name another one. [owner-changes]`,
    );
  }
  return to;
}

function mayDecide(
  caller: Caller,
  { from }: StoredTransfer,
  { owner }: IamServiceAccount,
): boolean {
  return owner === from && isOneOf(caller, from);
}

export function shownTo(
  caller: Caller,
  transfer: StoredTransfer,
  account: IamServiceAccount,
): Transfer {
  return {
    ...transfer,
    mayDecide:
      transfer.state === 'pending' && mayDecide(caller, transfer, account),
  };
}

export function requireDecider(
  caller: Caller,
  transfer: StoredTransfer,
  account: IamServiceAccount,
): void {
  if (isOneOf(caller, account.owner ?? '')) return;
  throw new NotAllowedError(
    `Only members of ${transfer.from}, the recorded owner, and administrators can decide this transfer.`,
  );
}

export function requirePending(
  transfer: StoredTransfer,
  account: IamServiceAccount,
): void {
  const { state, from } = transfer;
  if (state === 'pending' && account.owner === from) return;
  throw new ConflictError(
    state === 'pending'
      ? `The recorded owner is not ${from} any more. Request a new transfer.`
      : `This transfer is ${state}. Request a new one.`,
  );
}

/** Returns the write of a transfer, for auditors. */
export function ownerWrite(account: IamServiceAccount, to: string): NewWrite {
  return {
    action: 'update',
    target: { kind: 'ownership', name: formatServiceAccountRef(account) },
    summary: `Transfer the ownership to ${to}`,
    diff: [{ field: 'owner', before: account.owner, after: to }],
  };
}

export function requireDecided(
  isDecided: boolean,
  { id }: StoredTransfer,
): void {
  if (isDecided) return;
  throw new ConflictError(
    `Transfer ${id} was decided or lapsed, or the recorded owner changed, meanwhile. Read it again.`,
  );
}
