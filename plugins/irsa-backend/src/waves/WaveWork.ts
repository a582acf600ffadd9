import { CustomErrorBase } from '@backstage/errors';
import type {
  MigrationBlocker,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import {
  DEFAULT_QUOTAS,
  formatServiceAccountRef,
  valueOf,
} from '@backstage-irsa/core/model';
import { trustEntryOf } from '@backstage-irsa/core/planning';
import type { TrustAddition } from '@backstage-irsa/core/waves';
import type { ChangeRequest } from '../authorization/audit/types';
import type { Ownership } from '../authorization/specOwnership';
import type { IrsaConfig } from '../config/types';
import type { Observer } from '../observe/Observer';
import type { Applier } from '../provisioning/Applier';
import type { PlanApprovals } from '../provisioning/PlanApprovals';
import type { PlanContext, PreparedPlan } from '../provisioning/PlanContext';
import type { Planner } from '../provisioning/Planner';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { ItemOwnership, StoredItem, WaveRow } from './WaveRow';
import type { ItemChange } from './WaveStore';

/** One run of an item. */
export interface ItemRun {
  wave: WaveRow;
  item: StoredItem;
  /** The requester and the reason, for auditors. */
  by: ChangeRequest;
}

/** One attempt to apply an item. */
export interface ItemApplication extends ItemRun {
  /** Stores that the wave writes for the item. Call it before the first write, and only if there is one. */
  beforeWriting(): Promise<void>;
}

/** The dependencies of all kinds of waves. */
export interface WaveWorkOptions {
  applier: Applier;
  approvals: PlanApprovals;
  config: IrsaConfig;
  observer: Observer;
  planner: Planner;
  store: ServiceAccountStore;
}

/** The operations of a kind of wave on one item. Each returns the change of the item. Errors count as failures, except those that block an item. */
export interface WaveWork {
  /** Plans the change of the item. Reads only. */
  plan(wave: WaveRow, item: StoredItem): Promise<ItemChange>;
  /** Plans again from the current state, and applies the plan. Can be repeated. */
  apply(run: ItemApplication): Promise<ItemChange>;
  /** Restores what the wave changed, and nothing else. Can be repeated. */
  undo(run: ItemRun): Promise<ItemChange>;
}

/** The error for an item that is blocked. Nothing was written. */
export class ItemBlockedError extends CustomErrorBase {
  readonly blockers: MigrationBlocker[];

  constructor(blockers: MigrationBlocker[]) {
    super(blockers.map(({ message }) => message).join(' '));
    this.name = 'ItemBlockedError';
    this.blockers = blockers;
  }
}

/** Returns a blocker for each approval that a plan needs, because a wave would wait for each decision. */
export async function approvalBlockers(
  approvals: PlanApprovals,
  context: PlanContext | undefined,
): Promise<MigrationBlocker[]> {
  if (!context) return [];
  const { rules } = await approvals.needed(context);
  return rules.map(({ name, approvers, gate }) => ({
    rule: 'approval-required',
    message: `The plan needs an approval by ${
      gate === undefined ? approvers.join(' or ') : `gate ${gate}`
    } (rule ${name}).`,
    remediation: 'Apply it separately, and request the approval.',
  }));
}

/** Returns the ownership that the permission check determined. */
export function ownershipOf(ownership: ItemOwnership = {}): Ownership {
  return { ...ownership, violations: [] };
}

/** Returns what a plan adds to the trust policy of its role. */
function additionOf(
  { position }: StoredItem,
  { desired, observed }: PlanContext,
): TrustAddition {
  const quotas =
    (observed.quotas && valueOf(observed.quotas)) ?? DEFAULT_QUOTAS;
  return {
    position,
    roleArn: desired.roleArn,
    quota: quotas.trustPolicySize,
    present: valueOf(observed.role)?.trust.document,
    entry: trustEntryOf(desired),
  };
}

/** Returns the change of an item after planning. */
export function plannedChange(
  item: StoredItem,
  { context }: PreparedPlan,
  blockers: MigrationBlocker[],
  warnings: MigrationBlocker[],
): ItemChange {
  const doing = (context?.steps ?? []).filter(({ effect }) => effect !== null);
  return {
    state: blockers.length > 0 ? 'blocked' : 'pending',
    reason: blockers[0]?.message,
    ...{ blockers, warnings },
    steps: doing.map(({ summary }) => summary),
    trust: context && additionOf(item, context),
  };
}

/** Returns the error that blocks an item because it changed after it was planned. */
export function changedSince(what: ServiceAccountRef): ItemBlockedError {
  return new ItemBlockedError([
    {
      rule: 'changed-since',
      message: `${formatServiceAccountRef(
        what,
      )} changed since the wave was planned.`,
      remediation: 'Create a new wave.',
    },
  ]);
}
