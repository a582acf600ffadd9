import { randomUUID } from 'node:crypto';
import type {
  ApplyResult,
  IamServiceAccountSpec,
  OperationStep,
} from '@backstage-irsa/plugin-irsa-common';
import { serviceAccountId } from '../naming/serviceAccountId';
import type { Desired } from '../plan/desired';
import { associationRecord, recordsOf } from '../plan/records';
import type { PlannedStep } from '../plan/types';
import type { ManagedObjectStore } from '../store/ManagedObjectStore';
import type { OperationStore } from '../store/OperationStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { Ownership } from './Access';
import { describeFailure, violationsError } from './errors';
import type { Planner, PlanOptions } from './Planner';
import { specHashOf } from './specHash';
import type { StepRunner } from './StepRunner';
import type { Verifier } from './Verifier';
import type { Hold, Writers } from './Writers';

/** A plan on its way: the operation to read, and its end. */
export interface Application {
  operationId: string;
  result: Promise<ApplyResult>;
}

interface ApplierOptions {
  planner: Planner;
  runner: StepRunner;
  writers: Writers;
  verifier: Verifier;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  operations: OperationStore;
}

/** Brings AWS and the cluster to a spec: one writer a ServiceAccount at a time, resumable at any step. */
export class Applier {
  readonly #o: ApplierOptions;

  static create(options: ApplierOptions): Applier {
    return new Applier(options);
  }

  private constructor(options: ApplierOptions) {
    this.#o = options;
  }

  /**
   * Plans, and begins to apply. Whoever comes second waits for the first, and gets its result when the spec is the same.
   *
   * @throws InputError - that names every broken rule, before any write; ServiceUnavailableError.
   */
  async start(
    asked: IamServiceAccountSpec,
    ownership: Ownership,
    createdBy: string,
    options: PlanOptions = {},
  ): Promise<Application> {
    const spec = await this.#o.planner.settle(asked);
    const broken = await this.#o.planner.check(spec, ownership, options);
    if (broken.length > 0) throw violationsError(broken);
    const operationId = randomUUID();
    const specHash = specHashOf(spec, ownership);
    const roleArn = this.#o.planner.roleArnOf(spec);
    const { hold, seen } = await this.#o.writers.hold(
      spec,
      roleArn === undefined ? [] : [roleArn],
      operationId,
    );
    try {
      const same = await this.#resultOf(seen, specHash, createdBy);
      if (same) {
        await hold.release();
        return same;
      }
      const { steps, violations, desired } = await this.#o.planner.prepare(
        spec,
        ownership,
        options,
      );
      if (violations.length > 0 || !desired) throw violationsError(violations);
      await this.#record(desired, steps, ownership);
      await this.#o.operations.create({
        id: operationId,
        serviceAccountId: serviceAccountId(spec),
        createdBy,
        specHash,
      });
      return {
        operationId,
        result: this.#run(operationId, desired, steps, hold, () =>
          this.#leftovers(desired, steps, ownership),
        ),
      };
    } catch (error) {
      await hold.release();
      throw error;
    }
  }

  async #resultOf(
    operationIds: string[],
    specHash: string,
    createdBy: string,
  ): Promise<Application | undefined> {
    for (const id of operationIds) {
      const operation = await this.#o.operations.get(id);
      if (
        operation?.status !== 'completed' ||
        operation.specHash !== specHash ||
        operation.createdBy !== createdBy
      ) {
        continue;
      }
      const account = await this.#o.store.get(operation.serviceAccountId);
      if (account?.verification) {
        const { verification } = account;
        return {
          operationId: id,
          result: Promise.resolve({
            steps: operation.steps,
            serviceAccount: account,
            verification,
          }),
        };
      }
    }
    return undefined;
  }

  /** Written before anything is made, so that a run cut off knows its own again. */
  async #record(
    desired: Desired,
    steps: PlannedStep[],
    { entityRef = '', entityUid, owner = '' }: Ownership,
  ): Promise<void> {
    const id = serviceAccountId(desired.spec);
    const { roleArn, policyArn, refText } = desired;
    const mine = new Set([
      roleArn,
      policyArn,
      refText,
      associationRecord(refText),
    ]);
    const present = steps
      .filter(
        ({ action, target }) => action !== 'create' && mine.has(target.name),
      )
      .map(({ target }) => target.name);
    await this.#o.store.recordIntent({
      id,
      spec: desired.spec,
      entityRef,
      entityUid,
      owner,
    });
    await this.#o.managed.record(id, steps.flatMap(recordsOf));
    await this.#recordUse(id, present, desired.spec.adopt === true);
  }

  /** What others made for their ServiceAccounts is used by this one too; what was there before us all is never to be deleted. */
  async #recordUse(id: string, present: string[], adopt: boolean) {
    const { managed } = this.#o;
    const others = await managed.recordedForOthers(id, present);
    const rest = present.filter(name => !others.includes(name));
    await managed.record(id, others);
    await managed.record(id, rest, { adopted: adopt });
  }

  /** What the way to another mechanism leaves behind, where no pod needs it any more once the way is gone. */
  async #leftovers(
    { keepsOther, spec }: Desired,
    steps: PlannedStep[],
    ownership: Ownership,
  ): Promise<PlannedStep[]> {
    if (!keepsOther || !steps.some(({ effect }) => effect)) return [];
    const again = await this.#o.planner.prepare(spec, ownership);
    return again.violations.length > 0
      ? []
      : again.steps
          .filter(({ effect }) => effect !== null)
          .map(step => ({ ...step, id: `${step.id}-after` }));
  }

  async #run(
    operationId: string,
    desired: Desired,
    steps: PlannedStep[],
    hold: Hold,
    leftovers: () => Promise<PlannedStep[]>,
  ): Promise<ApplyResult> {
    const run = (more: PlannedStep[], before: OperationStep[]) =>
      this.#o.runner.run(desired.config, more, {
        hold,
        onProgress: progress =>
          this.#o.operations.setSteps(operationId, [...before, ...progress]),
      });
    try {
      const first = await run(steps, []);
      const rest = await leftovers();
      const done = [
        ...first,
        ...(rest.length > 0 ? await run(rest, first) : []),
      ];
      await hold.releaseRoles();
      const { account, verification } = await this.#o.verifier.verify(
        desired.spec,
        {
          live: true,
          settling: steps.some(({ effect }) => effect !== null),
          tolerateCap: true,
        },
      );
      await this.#o.operations.complete(operationId);
      return { steps: done, serviceAccount: account, verification };
    } catch (error) {
      await this.#o.operations.fail(operationId, describeFailure(error));
      throw error;
    } finally {
      await hold.release();
    }
  }
}
