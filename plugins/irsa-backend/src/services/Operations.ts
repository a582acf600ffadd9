import { NotFoundError } from '@backstage/errors';
import type { Operation } from '@backstage-irsa/plugin-irsa-common';
import type { OperationStore } from '../store/OperationStore';
import type { ServiceAccountStore } from '../store/ServiceAccountStore';

/** Operations as the person who began them reads them. */
export class Operations {
  readonly #operations: OperationStore;
  readonly #store: ServiceAccountStore;

  static create(options: {
    operations: OperationStore;
    store: ServiceAccountStore;
  }): Operations {
    return new Operations(options);
  }

  private constructor(options: {
    operations: OperationStore;
    store: ServiceAccountStore;
  }) {
    this.#operations = options.operations;
    this.#store = options.store;
  }

  /**
   * The operation as it stands now.
   *
   * @throws NotFoundError - also when somebody else began it.
   */
  async get(id: string, userEntityRef: string): Promise<Operation> {
    const operation = await this.#operations.get(id);
    if (operation?.createdBy !== userEntityRef) {
      throw new NotFoundError(`No operation ${id}.`);
    }
    const { status, createdAt, steps, error } = operation;
    const result =
      status === 'completed'
        ? await this.#store.get(operation.serviceAccountId)
        : undefined;
    return {
      id,
      status,
      createdAt,
      steps,
      ...(result && { result }),
      ...(error && { error }),
    };
  }
}
