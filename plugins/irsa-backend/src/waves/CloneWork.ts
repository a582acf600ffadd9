import { randomUUID } from 'node:crypto';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
  type MigrationBlocker,
} from '@backstage-irsa/core/model';
import { violationBlocker } from '@backstage-irsa/core/migration';
import {
  cloneBlockers,
  cloneWarnings,
  clonedSpec,
  sameSpec,
  type CloneTarget,
} from '@backstage-irsa/core/waves';
import { clusterNamed } from '../config/clusterNamed';
import type { Deleter } from '../provisioning/Deleter';
import { toldRecord } from '../authorization/toldRecord';
import type { PreparedPlan } from '../provisioning/PlanContext';
import type { Writers } from '../provisioning/Writers';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
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

interface CloneWorkOptions extends WaveWorkOptions {
  deleter: Deleter;
  managed: ManagedObjectStore;
  writers: Writers;
}

/** Clones an IAM service account of one cluster to another cluster. The original is not changed, so that its pods keep their access. */
export class CloneWork implements WaveWork {
  readonly #o: CloneWorkOptions;

  constructor(options: CloneWorkOptions) {
    this.#o = options;
  }

  async plan(wave: WaveRow, item: StoredItem): Promise<ItemChange> {
    const { managed, planner, store } = this.#o;
    const { ownership, specBefore, specAfter } = item;
    if (!ownership || !specBefore || !specAfter) return { state: 'blocked' };
    const source = await store.get(item.sourceId);
    if (!source) return { state: 'skipped', reason: 'It was deleted.' };
    const present = await toldRecord(store, item.serviceAccountId, ownership);
    const target = this.#targetOf(wave);
    const hasAdopted = await managed.hasAdopted(source.id);
    const own = cloneBlockers({ ...source, hasAdopted }, target, present);
    if (own.length > 0) {
      return { state: 'blocked', reason: own[0].message, blockers: own };
    }
    if (present?.spec) return alreadyThere(present);
    const prepared = await planner.prepare(
      await planner.ask(specAfter, ownershipOf(ownership)),
    );
    const blockers = await this.#blockersOf(prepared);
    return plannedChange(
      item,
      prepared,
      blockers,
      cloneWarnings(specBefore, target),
    );
  }

  async apply({
    wave,
    item,
    by,
    beforeWriting,
  }: ItemApplication): Promise<ItemChange> {
    const { applier, store } = this.#o;
    const { ownership, specAfter } = item;
    const source = await store.get(item.sourceId);
    if (!source?.spec) return { state: 'skipped', reason: 'It was deleted.' };
    const present = await toldRecord(
      store,
      item.serviceAccountId,
      ownership ?? {},
    );
    const wanted = clonedSpec(source.spec, source.owner, this.#targetOf(wave));
    if (
      !ownership ||
      !specAfter ||
      !sameSpec(wanted, specAfter) ||
      source.entityRef !== ownership.entityRef
    ) {
      throw changedSince(source);
    }
    if (present?.spec) {
      // An IAM service account that somebody else created since is theirs, so the wave must not undo it.
      if (item.wroteAt === undefined) return alreadyThere(present);
      if (!sameSpec(present.spec, specAfter)) {
        throw changedSince(present);
      }
    }
    const { result } = await applier.start(
      specAfter,
      ownershipOf(ownership),
      by,
      {
        derivedFrom: present ?? null,
        refuse: async prepared => {
          const blockers = await this.#blockersOf(prepared);
          if (blockers.length > 0) throw new ItemBlockedError(blockers);
        },
        beforeWriting,
      },
    );
    const { verification } = await result;
    return {
      state: 'done',
      reason:
        verification.status === 'verified'
          ? undefined
          : `Its verification status is ${verification.status}.`,
    };
  }

  async undo({ item, by }: ItemRun): Promise<ItemChange> {
    const { deleter, store } = this.#o;
    const account = await store.get(item.serviceAccountId);
    if (!account?.spec) return { state: 'undone', reason: undefined };
    if (
      !item.specAfter ||
      !sameSpec(account.spec, item.specAfter) ||
      account.owner !== item.ownership?.owner
    ) {
      return { reason: 'It was changed after the wave.' };
    }
    if (await this.#forgotUnwritten(account)) {
      return { state: 'undone', reason: undefined };
    }
    const use = await this.#use(account);
    if (use !== undefined) return { reason: use };
    const { result } = await deleter.start(account, by);
    await result;
    return { state: 'undone', reason: undefined };
  }

  async #blockersOf({
    violations,
    context,
  }: Pick<PreparedPlan, 'violations' | 'context'>): Promise<
    MigrationBlocker[]
  > {
    return violations.length > 0
      ? violations.map(violation => ({
          ...violationBlocker(violation),
          ...(violation.rule === 'trust-policy-size' && {
            remediation:
              'Clone with EKS Pod Identity, which creates a role for each ServiceAccount.',
          }),
        }))
      : approvalBlockers(this.#o.approvals, context);
  }

  /** Forgets the intent of a process that was killed before it recorded any object. */
  async #forgotUnwritten(account: IamServiceAccount): Promise<boolean> {
    const { managed, store, writers } = this.#o;
    const { hold } = await writers.hold(account, async () => [], randomUUID());
    try {
      const { size } = await managed.objectsOf(account.id);
      if (size === 0) await store.remove(account.id);
      return size === 0;
    } finally {
      await hold.release();
    }
  }

  /** Returns why the IAM service account is in use; undefined if no pod runs with it. */
  async #use(account: IamServiceAccount): Promise<string | undefined> {
    const cluster = clusterNamed(this.#o.config, account.cluster);
    const pods = await this.#o.observer.look(cluster, account).pods();
    if (pods.state === 'unknown') {
      return `Its pods could not be listed. ${pods.reason}`;
    }
    const count = pods.state === 'found' ? pods.value.length : 0;
    return count === 0
      ? undefined
      : `${count === 1 ? '1 pod runs' : `${count} pods run`} with it. Remove ${
          count === 1 ? 'it' : 'them'
        }, and undo again.`;
  }

  #targetOf({ cluster, to_cluster: to, mechanism }: WaveRow): CloneTarget {
    return {
      from: clusterNamed(this.#o.config, cluster),
      to: clusterNamed(this.#o.config, to ?? ''),
      ...(mechanism !== null && { mechanism }),
    };
  }
}

function alreadyThere(present: IamServiceAccount): ItemChange {
  return {
    state: 'skipped',
    reason: `${formatServiceAccountRef(present)} already exists.`,
  };
}
