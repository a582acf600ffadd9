import {
  deletedBy,
  endedBy,
  recordsOf,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';

/** Keeps the records of objects current while steps run. */
export class StepRecords {
  readonly #managed: ManagedObjectStore;

  constructor(options: { managed: ManagedObjectStore }) {
    this.#managed = options.managed;
  }

  /** Called before the write, because the process can stop before its answer arrives. */
  sending(step: PlannedStep): Promise<void> {
    return this.#managed.recordSent(recordsOf(step));
  }

  /** Called if AWS refused the write. */
  refused(step: PlannedStep): Promise<void> {
    return this.#managed.forgetSent(recordsOf(step));
  }

  /** Forgets the records that a step ended. If a person adds such an object again, it is theirs. */
  async done(step: PlannedStep): Promise<void> {
    await this.#managed.forgetSent(deletedBy(step));
    await this.#managed.forgetEnded(endedBy(step));
  }
}
