import {
  withoutAdoption,
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type Mechanism,
  type MigrationPlan,
} from '@backstage-irsa/core/model';
import { leftToDo } from '@backstage-irsa/core/migration';
import { sameSpec } from '@backstage-irsa/core/waves';
import { clusterNamed } from '../config/clusterNamed';
import type { Migrations } from '../migration/Migrations';
import type { PreparedPlan } from '../provisioning/PlanContext';
import type { StoredItem, WaveRow } from './WaveRow';
import type { ItemChange } from './WaveStore';
import {
  approvalBlockers,
  changedSince,
  ItemBlockedError,
  ownershipOf,
  plannedChange,
  type ItemApplication,
  type ItemRun,
  type WaveWork,
  type WaveWorkOptions,
} from './WaveWork';

const TO: Mechanism = 'pod-identity';

interface MigrateWorkOptions extends WaveWorkOptions {
  migrations: Migrations;
}

/** Migrates an IAM service account from IRSA to EKS Pod Identity by the stages of a migration, and back. */
export class MigrateWork implements WaveWork {
  readonly #o: MigrateWorkOptions;

  constructor(options: MigrateWorkOptions) {
    this.#o = options;
  }

  async plan(_: WaveRow, item: StoredItem): Promise<ItemChange> {
    const { planner, store } = this.#o;
    const { ownership, specAfter } = item;
    if (!ownership || !specAfter) return { state: 'blocked' };
    const account = await store.get(item.sourceId);
    if (!account) return { state: 'skipped', reason: 'It was deleted.' };
    const prepared = await planner.prepare(
      await planner.ask(specAfter, ownershipOf(ownership), { moves: true }),
    );
    const plan = await this.#planOf(account, TO, prepared);
    const { blockers, warnings } = plan;
    return plannedChange(item, prepared, blockers, warnings);
  }

  async apply({
    item,
    by,
    beforeWriting,
  }: ItemApplication): Promise<ItemChange> {
    const { store } = this.#o;
    const { specBefore, specAfter } = item;
    const account = await store.get(item.sourceId);
    if (!account?.spec) return { state: 'skipped', reason: 'It was deleted.' };
    // Without a write of the wave, somebody else migrated it.
    const known = item.wroteAt ? [specBefore, specAfter] : [specBefore];
    const isKnown = known.some(
      spec => spec && account.spec && sameSpec(spec, account.spec),
    );
    if (!specAfter || !isKnown || !hasOwner(account, item)) {
      throw changedSince(account);
    }
    return {
      state: 'done',
      reason: await this.#move(account, item, {
        ...{ to: TO, spec: specAfter, by, beforeWriting },
      }),
    };
  }

  async undo({ item, by }: ItemRun): Promise<ItemChange> {
    const { specBefore, specAfter } = item;
    const account = await this.#o.store.get(item.sourceId);
    if (!account?.spec || !specBefore || !specAfter) {
      return { reason: 'It was deleted.' };
    }
    if (specBefore.mechanism === TO) {
      return { reason: 'It used EKS Pod Identity before.' };
    }
    // A spec without a mechanism keeps the current one.
    const spec: IamServiceAccountSpec = {
      ...withoutAdoption(specBefore),
      mechanism: 'irsa',
    };
    // Also accept the previous spec: a process can have been killed after it recorded that spec and before it applied all of it.
    const isOurs = [specBefore, specAfter, spec].some(
      one => account.spec && sameSpec(one, account.spec),
    );
    if (!isOurs || !hasOwner(account, item)) {
      return { reason: 'It was changed after the wave.' };
    }
    return {
      state: 'undone',
      reason: await this.#move(account, item, { to: 'irsa', spec, by }),
    };
  }

  /** Applies the spec. Returns which pods to restart; undefined if none. */
  async #move(
    account: IamServiceAccount,
    { ownership }: StoredItem,
    {
      to,
      spec,
      by,
      beforeWriting,
    }: Pick<ItemRun, 'by'> &
      Partial<Pick<ItemApplication, 'beforeWriting'>> & {
        to: Mechanism;
        spec: IamServiceAccountSpec;
      },
  ): Promise<string | undefined> {
    const { applier, observer } = this.#o;
    const { result } = await applier.start(spec, ownershipOf(ownership), by, {
      moves: true,
      action: 'migrate',
      derivedFrom: account,
      refuse: async prepared => {
        const { blockers } = await this.#planOf(account, to, prepared);
        if (blockers.length > 0) throw new ItemBlockedError(blockers);
      },
      beforeWriting,
    });
    await result;
    const { namespace } = account;
    const pods = await observer
      .look(clusterNamed(this.#o.config, account.cluster), account)
      .pods();
    const { restarts } = leftToDo({ to, namespace }, pods);
    return restarts.length === 0
      ? undefined
      : `Restart ${restarts
          .map(({ workload }) => workload)
          .join(', ')}, and migrate it again to finish.`;
  }

  async #planOf(
    account: IamServiceAccount,
    to: Mechanism,
    prepared: PreparedPlan,
  ): Promise<MigrationPlan> {
    const { approvals, migrations } = this.#o;
    const plan = await migrations.planOf(account, to, prepared);
    const more =
      plan.blockers.length > 0
        ? []
        : await approvalBlockers(approvals, prepared.context);
    return { ...plan, blockers: [...plan.blockers, ...more] };
  }
}

/** Whether the owner and entity are still those that permissions were checked for. */
function hasOwner(
  { owner, entityRef }: IamServiceAccount,
  { ownership }: StoredItem,
): boolean {
  return ownership?.owner === owner && ownership?.entityRef === entityRef;
}
