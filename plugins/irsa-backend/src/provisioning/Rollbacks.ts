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
  createdRecord,
  endedBy,
  type PlannedStep,
} from '@backstage-irsa/core/planning';
import type { ManagedObjectStore } from '../serviceAccounts/ManagedObjectStore';
import type {
  OperationStore,
  StoredOperation,
} from '../serviceAccounts/OperationStore';
import type { ServiceAccountStore } from '../serviceAccounts/ServiceAccountStore';
import type { FleetUpdates } from '../fleet/scans/FleetUpdates';
import type { Verifier } from '../verification/Verifier';
import { type Deleter, rolesAfter } from './Deleter';
import { requireNotHandedOver } from './requireNotHandedOver';
import { requireWriting } from './requireWriting';
import { requireSameRecord } from './sameRecord';
import type { StepRunner } from './StepRunner';
import type { Writers } from './Writers';

interface RollbacksOptions {
  changes: ChangeLog;
  config: Pick<IrsaConfig, 'clusters' | 'writing'>;
  deleter: Deleter;
  fleet: Pick<FleetUpdates, 'removed'>;
  runner: StepRunner;
  writers: Writers;
  store: ServiceAccountStore;
  managed: ManagedObjectStore;
  operations: OperationStore;
  verifier: Pick<Verifier, 'showWritten'>;
}

/** Deletes the objects that a failed operation created, by the same rules as a deletion, but nothing that existed before it. */
export class Rollbacks {
  readonly #o: RollbacksOptions;

  constructor(options: RollbacksOptions) {
    this.#o = options;
  }

  /**
   * Finds an operation that can be rolled back (the caller's own, failed, and the last of its IAM service account), and its IAM service account
   * unless deleted.
   *
   * @throws NotFoundError - also if another user started it; InputError - if it did not fail; ConflictError - if another operation followed.
   */
  async find(
    id: string,
    userEntityRef: string,
  ): Promise<{ operation: StoredOperation; account?: IamServiceAccount }> {
    const operation = await this.#o.operations.get(id);
    if (operation?.createdBy !== userEntityRef) {
      throw new NotFoundError(`Operation ${id} not found.`);
    }
    if (operation.status !== 'failed') {
      throw new InputError(
        `Operation ${id} is ${operation.status}. Only failed operations can be rolled back.`,
      );
    }
    await this.#requireLatest(operation);
    const account = await this.#o.store.get(operation.serviceAccountId);
    return { operation, account };
  }

  /**
   * @param account - the IAM service account of the operation, as read when the caller was permitted to change it
   * @throws ConflictError - if another operation followed, its owner changed, or another tool is about to take over what it created
   */
  async rollBack(
    operation: StoredOperation,
    account: IamServiceAccount,
    by: ChangeRequest,
  ): Promise<OperationStep[]> {
    const { changes, deleter, fleet, runner, store, verifier } = this.#o;
    const { hold } = await this.#o.writers.hold(
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
      requireNotHandedOver(now);
      const created = new Set(
        recordsOf(
          operation,
          step => wasMade(step) && !isAllThatPodsHave(step, operation),
        ),
      );
      // The current state of the ServiceAccount determines what can be deleted, so its cluster must be configured.
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
      const done = await changes
        .track(changeOf(account, about), change =>
          runner.run(config, undo, {
            change,
            hold,
            onProgress: async () => {},
          }),
        )
        .catch(async error => {
          await verifier.showWritten(account);
          throw error;
        });
      await this.#forgetGone(
        operation,
        account.id,
        steps.filter(step => !undo.includes(step)),
      );
      if (await store.get(account.id)) await verifier.showWritten(account);
      else await fleet.removed(account, rolesAfter(account.roleArn, undo));
      return done;
    } finally {
      await hold.release();
    }
  }

  /** Forgets the records of objects that the operation was to create and that do not exist. Without other records, removes the account too. */
  async #forgetGone(
    operation: StoredOperation,
    id: string,
    there: PlannedStep[],
  ): Promise<void> {
    const { managed, store } = this.#o;
    const gone = new Set(
      recordsOf(operation, isWholeObject).filter(
        name => !there.some(({ target }) => target.name === name),
      ),
    );
    // Records of an object's details, such as its boundary, begin with the object's name.
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

  /** A later operation can depend on the objects that this one created. */
  async #requireLatest(operation: StoredOperation): Promise<void> {
    if (!(await this.#o.operations.isLatest(operation))) {
      throw new ConflictError(
        `Operation ${operation.id} is not the latest of its IAM service account. Later operations use what it created.`,
      );
    }
  }
}

/** Throws if a ServiceAccount that is kept already uses the new role, by annotation or association, because it would be left without a role. */
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
        `ServiceAccount ${refText} has the role ${role} by now. Apply its spec again, which continues from the current state.`,
      );
    }
  }
}

/** Whether the step created its object: it succeeded, or was running when the process stopped. */
function wasMade({ status }: OperationStep): boolean {
  return status === 'succeeded' || status === 'running';
}

/** Whether a step creates an association and the same operation removes the annotation: pods would be left with neither. */
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

/** Whether a step creates more than an inline policy of a role. */
function isWholeObject(step: OperationStep): boolean {
  return createdRecord(step) === step.target.name;
}

/** Returns the records of the objects that the operation was to create. */
function recordsOf(
  { steps }: StoredOperation,
  which: (step: OperationStep) => boolean,
): string[] {
  return steps
    .filter(step => step.action === 'create' && which(step))
    .map(createdRecord);
}

/**
 * Whether a step deletes a created object, or an inline policy of it. A step that only removes something from a shared object, such as a trust policy,
 * does not count.
 */
function undoes(step: PlannedStep, created: ReadonlySet<string>): boolean {
  return (
    step.action === 'delete' &&
    step.effect !== null &&
    [step.target.name, ...endedBy(step)].some(name => created.has(name))
  );
}
