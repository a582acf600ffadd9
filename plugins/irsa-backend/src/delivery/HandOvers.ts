import { ConflictError, NotFoundError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  valueOf,
  type Delivery,
  type HandOver,
  type HandOverTarget,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import {
  handOvers,
  noteOthersTags,
  refusedBy,
  renderInputOf,
  type HandOverFormat,
} from '@backstage-irsa/core/delivery';
import { recordedArns, returnedRecord } from '@backstage-irsa/core/planning';
import { randomUUID } from 'node:crypto';
import { recordedOwnership } from '../authorization/specOwnership';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { changeOf } from '../authorization/audit/changeOf';
import type { ChangeRequest } from '../authorization/audit/types';
import { clusterNamed } from '../config/clusterNamed';
import type { IrsaConfig } from '../config/types';
import { violationsError } from '../lib/errors';
import type { Observer } from '../observe/Observer';
import type { CutOffs } from '../provisioning/cutOffs/CutOffs';
import type { PlanContext } from '../provisioning/PlanContext';
import type { Planner } from '../provisioning/Planner';
import { requireKnown } from '../provisioning/requireReadings';
import { requireSameRecord } from '../provisioning/sameRecord';
import type { Writers } from '../provisioning/Writers';
import type { DeliveryStore } from '../serviceAccounts/DeliveryStore';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import {
  leavingTo,
  nothingHere,
  notReady,
  requireNotTakenOver,
  returningFrom,
} from './handOverRules';

interface HandOversOptions {
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'clusters'>;
  cutOffs: Pick<CutOffs, 'requireNone'>;
  observer: Observer;
  planner: Planner;
  writers: Writers;
  store: ServiceAccountStore;
  deliveries: DeliveryStore;
  managed: ManagedObjectStore;
}

type NewDelivery = Pick<Delivery, 'format' | 'state'>;

/** The rules that a hand-over is expected to break, because another tool manages the objects or takes them over. */
const EXPECTED: ReadonlySet<string> = new Set([
  'already-exists',
  'handing-over',
  'managed-by-other-tool',
  'not-managed-by-backstage',
]);

/**
 * Hands IAM service accounts over to another tool, and back. Writes nothing to AWS or a cluster: the other tool removes the managed-by tag when it
 * takes over, and sets the tag again before it releases the objects.
 */
export class HandOvers {
  readonly #o: HandOversOptions;

  constructor(options: HandOversOptions) {
    this.#o = options;
  }

  /**
   * Starts a hand-over, or returns the files of one that has started.
   *
   * @throws InputError - that names every broken rule; ConflictError - if another tool is involved already, or the role is cut off;
   * ServiceUnavailableError
   */
  async start(
    account: IamServiceAccount,
    to: HandOverTarget,
    by: ChangeRequest,
  ): Promise<HandOver> {
    return this.#alone(account, async now => {
      const { format, answer } = await this.#filesOf(now, to);
      const state = to === 'backstage' ? 'returning' : 'handing-over';
      if (now.delivery?.state !== state) {
        await this.#record(now, { format, state }, by);
      }
      return answer;
    });
  }

  /**
   * Returns the files with which a hand-over would start.
   *
   * @throws as `start`
   */
  async preview(
    account: IamServiceAccount,
    to: HandOverTarget,
  ): Promise<HandOver> {
    return (await this.#filesOf(account, to)).answer;
  }

  /**
   * Cancels a hand-over that the other tool has not started to apply.
   *
   * @throws ConflictError - if there is none, or the other tool has taken over; ServiceUnavailableError
   */
  async cancel(
    account: IamServiceAccount,
    by: ChangeRequest,
  ): Promise<IamServiceAccount> {
    return this.#alone(account, async now => {
      const before = beforeHandOver(now);
      await this.#requireNotTakenOver(now);
      await this.#record(now, before, by);
      return (await this.#o.store.get(now.id)) ?? now;
    });
  }

  async #filesOf(
    account: IamServiceAccount,
    to: HandOverTarget,
  ): Promise<{ format: HandOverFormat; answer: HandOver }> {
    const isReturn = to === 'backstage';
    const format = isReturn ? returningFrom(account) : leavingTo(account, to);
    const context = await this.#contextOf(account, format, isReturn);
    const { takeOver, release } = handOvers[format];
    const input = renderInputOf(context.desired, context.observed);
    const refused = refusedBy(format, input);
    if (refused.length > 0) throw violationsError(refused);
    const { files, notes } = isReturn ? release(input) : takeOver(input);
    const tags = isReturn ? [] : noteOthersTags(context);
    return { format, answer: { to, files, notes: [...notes, ...tags] } };
  }

  /** Reads the current state of everything that the files describe. */
  async #contextOf(
    account: IamServiceAccount,
    format: HandOverFormat,
    isReturn: boolean,
  ): Promise<PlanContext> {
    const { planner } = this.#o;
    const { spec } = account;
    if (!spec) throw violationsError([nothingHere(account)]);
    const request = await planner.ask(spec, recordedOwnership(account), {
      delivers: true,
    });
    const { violations, context } = await planner.prepare(request);
    if (context && !isReturn) await this.#requireReadyRole(context);
    const broken = [
      ...violations.filter(({ rule }) => !EXPECTED.has(rule)),
      ...(context && !isReturn ? notReady(account, context, format) : []),
    ];
    if (broken.length > 0 || !context) throw violationsError(broken);
    return context;
  }

  /** Checks the role before another tool takes over: that tool could restore access that was cut off, and removes policies that were not read. */
  async #requireReadyRole({ desired, observed }: PlanContext): Promise<void> {
    await this.#o.cutOffs.requireNone([desired.roleArn]);
    requireKnown([
      observed.inlinePolicies,
      ...(valueOf(observed.attachedPolicies) ?? []),
    ]);
  }

  /** Refuses to forget a hand-over while the other tool has some of the objects: neither Backstage nor a new hand-over could change them. */
  async #requireNotTakenOver(account: IamServiceAccount): Promise<void> {
    const { config, observer, planner } = this.#o;
    const { cluster, delivery, spec } = account;
    if (delivery?.state !== 'handing-over' || !spec) return;
    const context = await planner.standing(
      spec,
      recordedOwnership(account),
      observer.look(clusterNamed(config, cluster), account),
    );
    if (context) requireNotTakenOver(account, context);
  }

  async #record(
    account: IamServiceAccount,
    delivery: NewDelivery | undefined,
    by: ChangeRequest,
  ): Promise<void> {
    const { changes, deliveries, managed } = this.#o;
    const { id, delivery: before } = account;
    const name = formatServiceAccountRef(account);
    await changes.record(
      changeOf(account, { ...by, action: 'hand-over' }),
      {
        action: delivery ? 'update' : 'delete',
        target: { kind: 'delivery', name },
        summary: delivery
          ? `Set the delivery to ${delivery.state} (${delivery.format})`
          : 'Cancel the hand-over',
        diff: [
          {
            field: 'delivery.state',
            before: before?.state ?? null,
            after: delivery?.state ?? null,
          },
        ],
      },
      async () => {
        if (!delivery) return deliveries.forget(id);
        const returned = returnedRecord(name, delivery.format);
        // Before the state, so that the objects are recognized when they return.
        if (delivery.state === 'returning')
          await managed.record(id, [returned]);
        else await managed.forget(id, [returned]);
        return deliveries.record(id, delivery.format, delivery.state);
      },
    );
  }

  /**
   * Runs work as the only writer of the IAM service account and its roles, with its current record.
   *
   * @throws NotFoundError - if it was deleted meanwhile; ConflictError - if its owner changed
   */
  async #alone<T>(
    account: IamServiceAccount,
    work: (now: IamServiceAccount) => Promise<T>,
  ): Promise<T> {
    const { managed, store, writers } = this.#o;
    const { hold } = await writers.hold(
      account,
      async () => recordedArns('role', await managed.objectsOf(account.id)),
      randomUUID(),
    );
    try {
      const now = await store.get(account.id);
      if (!now) {
        throw new NotFoundError(`IAM service account ${account.id} not found.`);
      }
      requireSameRecord(account, now);
      return await work(now);
    } finally {
      await hold.release();
    }
  }
}

/**
 * Returns the delivery from before the hand-over started.
 *
 * @throws ConflictError - if none has started
 */
function beforeHandOver(account: IamServiceAccount): NewDelivery | undefined {
  const { delivery } = account;
  switch (delivery?.state) {
    case 'handing-over':
      return undefined;
    case 'returning':
      return { format: delivery.format, state: 'delivered' };
    default:
      throw new ConflictError(
        `ServiceAccount ${formatServiceAccountRef(
          account,
        )} is not being handed over.`,
      );
  }
}
