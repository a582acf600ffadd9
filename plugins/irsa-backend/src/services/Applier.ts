import { randomUUID } from 'node:crypto';
import type {
  ApplyResult,
  ChangeAction,
  IamServiceAccountSpec,
  OperationStep,
} from '@backstage-irsa/plugin-irsa-common';
import type { ChangeLog } from '../audit/ChangeLog';
import type { OpenChange } from '../audit/OpenChange';
import type { ChangeRequest, NewChange } from '../audit/types';
import { serviceAccountId } from '../naming/serviceAccountId';
import { valueOf } from '../observe/observation';
import type { Desired } from '../plan/desired';
import type { PlannedStep } from '../plan/types';
import type { OperationStore } from '../store/OperationStore';
import type { ConsentStore } from '../serviceAccounts/ConsentStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';
import type { PlanOptions } from '../provisioning/SpecRules';
import type { CutOffs } from '../provisioning/cutOffs/CutOffs';
import type { Ownership } from './Access';
import { violationsError } from './errors';
import { failOperation } from './failOperation';
import type { Planner } from './Planner';
import type { Records } from './Records';
import { requireStillFree } from './sameRecord';
import { specHashOf } from './specHash';
import type { StepRunner } from './StepRunner';
import type { Verifier } from './Verifier';
import type { Hold, Writers } from './Writers';

/** A plan on its way: the operation to read, and its end. */
export interface Application {
  operationId: string;
  result: Promise<ApplyResult>;
}

/** What is asked for in the end, and what is still to be done for it. */
interface Leftovers {
  desired: Desired;
  steps: PlannedStep[];
}

/** An application that has begun. */
interface Running {
  operationId: string;
  desired: Desired;
  steps: PlannedStep[];
  hold: Hold;
}

/** What an application is, when it is not what a spec alone asks for. */
export interface ApplyOptions extends PlanOptions {
  action?: ChangeAction;
}

interface ApplierOptions {
  changes: ChangeLog;
  cutOffs: Pick<CutOffs, 'requireNone'>;
  planner: Planner;
  runner: StepRunner;
  writers: Writers;
  verifier: Verifier;
  store: ServiceAccountStore;
  records: Records;
  consents: ConsentStore;
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
    by: ChangeRequest,
    options: ApplyOptions = {},
  ): Promise<Application> {
    const spec = await this.#o.planner.settle(asked);
    const broken = await this.#o.planner.check(spec, ownership, options);
    if (broken.length > 0) throw violationsError(broken);
    const operationId = randomUUID();
    const specHash = specHashOf(spec, ownership);
    const { hold, seen } = await this.#o.writers.hold(
      spec,
      () => this.#o.planner.roleArnsOf(spec),
      operationId,
    );
    try {
      const same = await this.#resultOf(seen, specHash, by.requester);
      if (same) {
        await hold.release();
        return same;
      }
      await requireStillFree(this.#o.store, spec, ownership);
      await this.#o.cutOffs.requireNone(await this.#o.planner.roleArnsOf(spec));
      const { steps, violations, desired, observed, adoption } =
        await this.#o.planner.prepare(spec, ownership, options);
      if (violations.length > 0 || !desired) throw violationsError(violations);
      const { entityRef = '', entityUid, owner = '' } = ownership;
      const uid = observed && valueOf(observed.serviceAccount)?.uid;
      await this.#o.store.recordIntent({
        id: serviceAccountId(spec),
        spec: desired.spec,
        entityRef,
        entityUid,
        owner,
      });
      await this.#o.records.begin(desired, steps, {
        uid,
        adopted: adoption?.objects ?? new Set(),
      });
      // After the records, so that an adoption that is cut off goes on.
      await this.#o.consents.use(
        serviceAccountId(spec),
        adoption?.consents ?? [],
      );
      await this.#o.operations.create({
        id: operationId,
        serviceAccountId: serviceAccountId(spec),
        createdBy: by.requester,
        specHash,
      });
      return {
        operationId,
        result: this.#run(
          changeOf({ operationId, desired, by, ownership, options }),
          { operationId, desired, steps, hold },
          () => this.#leftovers(desired, steps, ownership),
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

  /** What the way to another mechanism leaves behind, where no pod needs it any more once the way is gone. */
  async #leftovers(
    desired: Desired,
    steps: PlannedStep[],
    ownership: Ownership,
  ): Promise<Leftovers> {
    const none = { desired, steps: [] };
    const { keepsOther, spec } = desired;
    if (!keepsOther || !steps.some(({ effect }) => effect)) return none;
    const again = await this.#o.planner.prepare(spec, ownership);
    if (again.violations.length > 0 || !again.desired) return none;
    return {
      desired: again.desired,
      steps: again.steps
        .filter(({ effect }) => effect !== null)
        .map(step => ({ ...step, id: `${step.id}-after` })),
    };
  }

  async #run(
    change: NewChange,
    { operationId, desired, steps, hold }: Running,
    leftovers: () => Promise<Leftovers>,
  ): Promise<ApplyResult> {
    try {
      return await this.#o.changes.track(change, async open => {
        const done = await this.#make(
          open,
          { operationId, desired, steps, hold },
          leftovers,
        );
        await hold.releaseRoles();
        const { account, verification } = await this.#o.verifier.verify(
          desired.spec,
          {
            live: true,
            settling: steps.some(({ effect }) => effect !== null),
            tolerateCap: true,
          },
        );
        await this.#o.records.recordUid(desired);
        await this.#o.operations.complete(operationId);
        return { steps: done, serviceAccount: account, verification };
      });
    } catch (error) {
      await failOperation(this.#o.operations, operationId, error);
      throw error;
    } finally {
      await hold.release();
    }
  }

  /** Makes all steps, and then those that are left. */
  async #make(
    change: OpenChange,
    { operationId, desired, steps, hold }: Running,
    leftovers: () => Promise<Leftovers>,
  ): Promise<OperationStep[]> {
    const run = (more: PlannedStep[], before: OperationStep[]) =>
      this.#o.runner.run(desired.config, more, {
        change,
        hold,
        onProgress: progress =>
          this.#o.operations.setSteps(operationId, [...before, ...progress]),
        onDone: step => this.#o.records.done(step),
      });
    const first = await run(steps, []);
    const rest = await leftovers();
    const done = [
      ...first,
      ...(rest.steps.length > 0 ? await run(rest.steps, first) : []),
    ];
    await this.#o.records.end(rest.desired);
    return done;
  }
}

/** What auditors are told of an application. */
function changeOf({
  operationId,
  desired: { accountId, spec },
  by,
  ownership: { entityRef, owner },
  options: { action = spec.adopt ? 'adopt' : 'apply' },
}: {
  operationId: string;
  desired: Desired;
  by: ChangeRequest;
  ownership: Ownership;
  options: ApplyOptions;
}): NewChange {
  const { cluster, namespace, name } = spec;
  const serviceAccount = { cluster, namespace, name };
  return {
    ...by,
    ...{ action, operationId, serviceAccount, entityRef, owner, accountId },
  };
}
