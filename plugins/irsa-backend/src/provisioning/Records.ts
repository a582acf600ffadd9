import {
  isExisting,
  serviceAccountId,
  valueOf,
} from '@backstage-irsa/core/model';
import {
  type Desired,
  associationRecord,
  endedBy,
  isDetail,
  isRecreated,
  isReturnedRecord,
  newerRecords,
  recordsOf,
  uidRecord,
  uidRecords,
  wantedRecords,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import type { PlanContext } from './PlanContext';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';

/** What the records say before, during and after a run: they hold what is ours now, and nothing that was. */
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
   * Written before anything is made, so that a run cut off knows its own again. `adopts` names what it adopts. The first spec after a recovery says
   * which details are ours.
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
    await this.#recordExisting(context);
    await this.#managed.record(id, steps.flatMap(recordsOf));
    // What others made for their ServiceAccounts is used by this one too; what was there before us all is never to be deleted.
    const wasThere = (name: string) =>
      (others.has(name) ? adopted : adopts).has(name);
    await this.#managed.record(id, present.filter(wasThere), { adopted: true });
    await this.#managed.record(
      id,
      present.filter(name => !wasThere(name)),
    );
    const details = wantedRecords(desired).filter(isDetail);
    if (wasRecovered) await this.#managed.record(id, details);
    else await this.#recordShared(id, details);
  }

  /** What a step took off is nobody's record any more: a person who puts it on again makes it theirs. */
  done(step: PlannedStep): Promise<void> {
    return this.#managed.forgetEnded(endedBy(step));
  }

  /** What was left, or is others' alone by now. */
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

  /** Which ServiceAccount it is, so that another one of its name is told apart. Of one that is managed elsewhere that is decided with the plan. */
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

  /** A consent is for this very ServiceAccount. */
  async #recordExisting({
    desired: { spec, refText },
    observed,
    ownership: { id },
  }: PlanContext): Promise<void> {
    const uid = valueOf(observed.serviceAccount)?.uid;
    if (!isExisting(spec) || uid === undefined) return;
    await this.#managed.record(id, [uidRecord(refText, uid)]);
  }

  /** One that is about to be made is ours. One that somebody else made again is taken over like any that was there before us. */
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

  /** What others set on a shared role, and this one asks for too, stays for as long as any of them asks for it. */
  async #recordShared(id: string, details: string[]): Promise<void> {
    await this.#managed.record(
      id,
      await this.#managed.recordedForOthers(id, details),
    );
  }
}
