import { CustomErrorBase } from '@backstage/errors';
import type { MigrationBlocker } from '@backstage-irsa/core/model';
import { valueOf, DEFAULT_QUOTAS } from '@backstage-irsa/core/model';
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

/** An item on its way. */
export interface ItemRun {
  wave: WaveRow;
  item: StoredItem;
  /** Who asks, as auditors are told. */
  by: ChangeRequest;
  /** Whether it was begun before, by a process that was killed or in a try that failed. */
  isResumed: boolean;
}

/** What every kind of wave works with. */
export interface WaveWorkOptions {
  applier: Applier;
  approvals: PlanApprovals;
  config: IrsaConfig;
  observer: Observer;
  planner: Planner;
  store: ServiceAccountStore;
}

/** What a kind of wave does to one item. Each answers what becomes of the item; errors are failures. */
export interface WaveWork {
  /** Reads, and writes nothing. */
  plan(wave: WaveRow, item: StoredItem): Promise<ItemChange>;
  /** Plans again from what is there, and applies that. It can be repeated. */
  apply(run: ItemRun): Promise<ItemChange>;
  /** Puts back what the wave changed, and nothing else. It can be repeated. */
  undo(run: ItemRun): Promise<ItemChange>;
}

/** Something stands in the way of an item: nothing was written. */
export class ItemBlockedError extends CustomErrorBase {
  readonly blockers: MigrationBlocker[];

  constructor(blockers: MigrationBlocker[]) {
    super(blockers.map(({ message }) => message).join(' '));
    this.name = 'ItemBlockedError';
    this.blockers = blockers;
  }
}

/** What one may not change alone is not for a wave: it would wait for each decision. */
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
    remediation: 'Apply it alone, and have it approved.',
  }));
}

/** The ownership that was decided when permissions were asked for. */
export function ownershipOf(ownership: ItemOwnership = {}): Ownership {
  return { ...ownership, violations: [] };
}

/** What a plan adds to the trust policy of its role. */
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

/** What a plan tells of an item. */
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

/** What keeps an item as it is, and is no fault of AWS. */
function blocked(
  rule: string,
  message: string,
  remediation: string,
): ItemChange {
  const blockers = [{ rule, message, remediation }];
  return { state: 'blocked', reason: message, blockers };
}

/** What was planned is not there any more as it was planned. */
export function changedSince(what: string): ItemChange {
  return blocked(
    'changed-since',
    `${what} changed since the wave was planned.`,
    'Create a new wave.',
  );
}
