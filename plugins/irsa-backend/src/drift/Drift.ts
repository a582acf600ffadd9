import type { LoggerService } from '@backstage/backend-plugin-api';
import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { planDelivered } from '../render/delivered';
import type { Planner } from '../services/Planner';
import { toPlanStep } from '../services/toPlanStep';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';

/** Compares what is there with the spec that was applied last: the plan from the one to the other is the drift. */
export class Drift {
  readonly #planner: Planner;
  readonly #store: ServiceAccountStore;
  readonly #logger: LoggerService;

  static create(options: {
    planner: Planner;
    store: ServiceAccountStore;
    logger: LoggerService;
  }): Drift {
    return new Drift(options);
  }

  private constructor(options: {
    planner: Planner;
    store: ServiceAccountStore;
    logger: LoggerService;
  }) {
    this.#planner = options.planner;
    this.#store = options.store;
    this.#logger = options.logger;
  }

  /** Stores the drift of an IAM service account as it is now. Where it cannot be told, what was known stays. */
  async look(id: string): Promise<void> {
    const account = await this.#store.get(id);
    const spec = account?.spec;
    const delivery = account?.delivery;
    // What has not come yet does not differ.
    if (!account || !spec || delivery?.state === 'waiting') return;
    try {
      const { steps, desired, observed } = await this.#planner.prepare(
        spec,
        ownershipOf(account),
      );
      if (!desired || !observed) return;
      const wanted = delivery
        ? planDelivered(delivery.format, desired, observed)
        : steps;
      const drift = wanted.filter(({ action }) => action !== 'none');
      await this.#store.recordDrift(id, drift.map(toPlanStep));
    } catch (error) {
      this.#logger.debug(`The drift of ${id} could not be told: ${error}`);
    }
  }
}

function ownershipOf({ entityRef, owner }: IamServiceAccount) {
  return {
    entityRef: entityRef ?? undefined,
    owner: owner ?? undefined,
    violations: [],
  };
}
