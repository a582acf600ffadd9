import {
  isExisting,
  serviceAccountId,
  valueOf,
} from '@backstage-irsa/core/model';
import {
  type Desired,
  associationRecord,
  isDetail,
  isRecreated,
  isReturnedRecord,
  newerRecords,
  recordsOf,
  replacedRecords,
  uidRecord,
  uidRecords,
  wantedRecords,
} from '@backstage-irsa/core/planning';
import type { PlanContext } from './PlanContext';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

/** Updates the records before, during, and after a run: they list the objects that Backstage manages now, and no former ones. */
export class Records {
  readonly #managed: ManagedObjectStore;
  readonly #store: ServiceAccountStore;

  constructor(options: {
    managed: ManagedObjectStore;
    store: ServiceAccountStore;
  }) {
    this.#managed = options.managed;
    this.#store = options.store;
  }

  /**
   * Records the objects before any of them is created, so that an interrupted run recognizes them. `adopts` names the objects that it adopts. The
   * first spec after a recovery determines which details Backstage manages.
   */
  async begin(
    context: PlanContext,
    adopts: ReadonlySet<string>,
    wasRecovered: boolean,
  ): Promise<void> {
    const { desired, steps, others, adopted } = context;
    const { id } = context.ownership;
    const { roleArn, policyArn, refText, podRole, spec } = desired;
    const mine = new Set([
      roleArn,
      ...(podRole ? [podRole.roleArn] : []),
      policyArn,
      ...(isExisting(spec) ? [] : [refText]),
      associationRecord(refText),
    ]);
    const present = steps
      .filter(
        ({ action, target }) => action !== 'create' && mine.has(target.name),
      )
      .map(({ target }) => target.name);
    await this.#forgetOldUids(context);
    await this.#managed.forget(id, replacedRecords(desired, context));
    await this.#recordExisting(context);
    await this.#managed.record(id, steps.flatMap(recordsOf));
    // Objects that Backstage created for other ServiceAccounts are shared. Objects that existed before Backstage must never be deleted.
    const wasThere = (name: string) =>
      adopts.has(name) || (others.has(name) && adopted.has(name));
    if (adopts.has(roleArn)) await this.#replaceForOthers(context);
    await this.#managed.recordAdopted(id, present.filter(wasThere));
    await this.#managed.record(
      id,
      present.filter(name => !wasThere(name)),
    );
    const details = wantedRecords(desired).filter(isDetail);
    if (wasRecovered) await this.#managed.record(id, details);
    else await this.#recordShared(id, details);
  }

  /** Corrects what is recorded for others that share the role, if a person has put another role in place of the one that Backstage created. */
  async #replaceForOthers({ desired, ownership }: PlanContext): Promise<void> {
    const { roleArn } = desired;
    for (const { object, serviceAccountId: id, adopted } of ownership.holders) {
      if (object !== roleArn || id === ownership.id || adopted) continue;
      const recorded = await this.#managed.objectsOf(id);
      await this.#managed.forget(
        id,
        [...recorded].filter(record => record.startsWith(`${roleArn} `)),
      );
      await this.#managed.recordAdopted(id, [roleArn]);
    }
  }

  /** Forgets the records of objects that the spec no longer wants, including those that only others still use. */
  async end(desired: Desired): Promise<void> {
    if (desired.keepsLeft) return;
    const id = serviceAccountId(desired.spec);
    const recorded = await this.#managed.objectsOf(id);
    const kept = new Set([
      ...wantedRecords(desired),
      ...uidRecords(recorded, desired.refText),
      ...newerRecords(recorded),
    ]);
    await this.#managed.forget(
      id,
      [...recorded].filter(
        record => !kept.has(record) && !isReturnedRecord(record),
      ),
    );
  }

  /** Records the UID of the ServiceAccount, to detect a new one of the same name. If another tool manages it, `begin` records the UID instead. */
  async recordUid({ spec, refText }: Desired): Promise<void> {
    if (isExisting(spec)) return;
    const id = serviceAccountId(spec);
    const uid = await this.#store.serviceAccountUid(id);
    if (uid === null) return;
    const record = uidRecord(refText, uid);
    const old = uidRecords(await this.#managed.objectsOf(id), refText);
    await this.#managed.forget(
      id,
      old.filter(known => known !== record),
    );
    await this.#managed.record(id, [record]);
  }

  /** Records the UID of an existing ServiceAccount, because a consent applies only to this one. */
  async #recordExisting({
    desired: { spec, refText },
    observed,
    ownership: { id },
  }: PlanContext): Promise<void> {
    const uid = valueOf(observed.serviceAccount)?.uid;
    if (!isExisting(spec) || uid === undefined) return;
    await this.#managed.record(id, [uidRecord(refText, uid)]);
  }

  /** Forgets outdated UIDs. A missing ServiceAccount is about to be created by Backstage. A recreated one is adopted like one that existed before. */
  async #forgetOldUids({
    desired: { refText },
    observed,
    own,
    ownership: { id },
  }: PlanContext): Promise<void> {
    const uid = valueOf(observed.serviceAccount)?.uid;
    const old = uidRecords(own, refText);
    if (uid === undefined) await this.#managed.forget(id, old);
    else if (isRecreated(own, refText, uid)) {
      await this.#managed.forget(id, [refText, ...old]);
    }
  }

  /** Records details of a shared role that others have set and this spec requests too, so that they stay while anyone requests them. */
  async #recordShared(id: string, details: string[]): Promise<void> {
    await this.#managed.record(
      id,
      await this.#managed.recordedForOthers(id, details),
    );
  }
}
