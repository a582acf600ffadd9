import { randomUUID } from 'node:crypto';
import { ConflictError, InputError, NotFoundError } from '@backstage/errors';
import {
  EKS_ANNOTATIONS,
  formatServiceAccountRef,
  type IamServiceAccount,
  type OperationStep,
  valueOf,
} from '@backstage-irsa/core/model';
import type { ChangeLog } from '../authorization/audit/ChangeLog';
import { changeOf } from '../authorization/audit/changeOf';
import type { ChangeRequest } from '../authorization/audit/types';
import { clusterNamed } from '../config/clusterNamed';
import type { IrsaConfig } from '../config/types';
import {
  type ObservedForDeletion,
  associationRecord,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type {
  OperationStore,
  StoredOperation,
} from '../serviceAccounts/OperationStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { Deleter } from './Deleter';
import { requireWriting } from './requireWriting';
import { requireSameRecord } from './sameRecord';
import type { StepRunner } from './StepRunner';
import type { Writers } from './Writers';

interface RollbacksOptions {
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'clusters' | 'writing'>;
  deleter: Deleter;
  runner: StepRunner;
  writers: Writers;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  operations: OperationStore;
}

/** Takes back what an operation that failed had created: by the same rules as a deletion, and nothing that was there before it. */
export class Rollbacks {
  readonly #o: RollbacksOptions;

  constructor(options: RollbacksOptions) {
    this.#o = options;
  }

  /**
   * An operation that can be rolled back (the caller's own, failed, and the last of its IAM service account) and that account, unless it is deleted.
   *
   * @throws NotFoundError - also when somebody else began it; InputError - when it did not fail; ConflictError - when something was done since.
   */
  async find(
    id: string,
    userEntityRef: string,
  ): Promise<{ operation: StoredOperation; account?: IamServiceAccount }> {
    const operation = await this.#o.operations.get(id);
    if (operation?.createdBy !== userEntityRef) {
      throw new NotFoundError(`No operation ${id}.`);
    }
    if (operation.status !== 'failed') {
      throw new InputError(
        `Operation ${id} is ${operation.status}: only one that failed is rolled back.`,
      );
    }
    await this.#requireLatest(operation);
    const account = await this.#o.store.get(operation.serviceAccountId);
    return { operation, account };
  }

  /**
   * @param account - what the operation was about, as it was when the caller was permitted to change it
   * @throws ConflictError - when something was done since, or it was given to another owner
   */
  async rollBack(
    operation: StoredOperation,
    account: IamServiceAccount,
    by: ChangeRequest,
  ): Promise<OperationStep[]> {
    const { changes, deleter, runner, store, writers } = this.#o;
    const { hold } = await writers.hold(
      account,
      () => deleter.roleArnsOf(account),
      randomUUID(),
      { removes: true },
    );
    try {
      await this.#requireLatest(operation);
      const now = await store.get(account.id);
      if (!now) return [];
      requireSameRecord(account, now);
      const created = new Set(
        namesOf(
          operation,
          step => wasMade(step) && !isAllThatPodsHave(step, operation),
        ),
      );
      // What the ServiceAccount has by now decides what may go.
      clusterNamed(this.#o.config, account.cluster);
      const { config, steps, observed } = await deleter.plan(account);
      requireWriting(this.#o.config, config, steps);
      requireUnused(account, created, observed);
      const undo = steps.filter(step => undoes(step, created));
      const about = {
        ...by,
        action: 'roll-back',
        operationId: operation.id,
      } as const;
      const done = await changes.track(changeOf(account, about), change =>
        runner.run(config, undo, {
          change,
          hold,
          onProgress: async () => {},
        }),
      );
      await this.#forgetGone(
        operation,
        account.id,
        steps.filter(step => !undo.includes(step)),
      );
      return done;
    } finally {
      await hold.release();
    }
  }

  /** Forgets what the operation was to create, but for what is still there. Where nothing is left of it, it is as if nobody had asked. */
  async #forgetGone(
    operation: StoredOperation,
    id: string,
    there: PlannedStep[],
  ): Promise<void> {
    const { managed, store } = this.#o;
    const gone = new Set(
      namesOf(operation, () => true).filter(
        name => !there.some(({ target }) => target.name === name),
      ),
    );
    // What was recorded of an object, such as its boundary, begins with its name.
    const recorded = await managed.objectsOf(id);
    await managed.forget(
      id,
      [...recorded].filter(
        object => gone.has(object) || gone.has(object.split(' ')[0]),
      ),
    );
    const left = await managed.objectsOf(id);
    if (left.size === 0) await store.remove(id);
  }

  /** What came after may stand on what the operation made. */
  async #requireLatest(operation: StoredOperation): Promise<void> {
    if (!(await this.#o.operations.isLatest(operation))) {
      throw new ConflictError(
        `Operation ${operation.id} is not the last one of its IAM service account: what it made is used since.`,
      );
    }
  }
}

/** A ServiceAccount that stays, and has the new role by now, would be left with none. It has it by its annotation or by its association. */
function requireUnused(
  account: IamServiceAccount,
  created: ReadonlySet<string>,
  { serviceAccount, association }: ObservedForDeletion,
): void {
  const refText = formatServiceAccountRef(account);
  const { annotations = {} } = valueOf(serviceAccount) ?? {};
  const given = association && valueOf(association);
  const roles: [by: string, role: string | undefined][] = [
    [refText, annotations[EKS_ANNOTATIONS.roleArn]],
    [associationRecord(refText), given?.roleArn],
    [associationRecord(refText), given?.targetRoleArn],
  ];
  for (const [by, role] of roles) {
    if (role !== undefined && created.has(role) && !created.has(by)) {
      throw new ConflictError(
        `ServiceAccount ${refText} has the role ${role} by now: apply its spec again, which goes on from what is there.`,
      );
    }
  }
}

/** Done, or under way when the process was cut off. */
function wasMade({ status }: OperationStep): boolean {
  return status === 'succeeded' || status === 'running';
}

/** An association, when the same operation was to take the annotation off: pods would be left with neither. */
function isAllThatPodsHave(
  { target }: OperationStep,
  { steps }: StoredOperation,
): boolean {
  return (
    target.kind === 'pod-identity-association' &&
    steps.some(({ diff }) =>
      diff.some(
        ({ field, after }) =>
          field === `annotations.${EKS_ANNOTATIONS.roleArn}` && after === null,
      ),
    )
  );
}

/** The names of what it was to create. */
function namesOf(
  { steps }: StoredOperation,
  which: (step: OperationStep) => boolean,
): string[] {
  return steps
    .filter(step => step.action === 'create' && which(step))
    .map(({ target }) => target.name);
}

/** Steps that delete what was created. What only leaves a place, such as a shared trust policy, is no undoing of a creation. */
function undoes(
  { action, target, effect }: PlannedStep,
  created: ReadonlySet<string>,
): boolean {
  return action === 'delete' && effect !== null && created.has(target.name);
}
