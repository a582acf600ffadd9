import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Operation } from '@backstage-irsa/core/model';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ServiceAccounts } from '../verification/ServiceAccounts';

/** Reads operations for the user who started them. */
export class Operations {
  readonly #operations: OperationStore;
  readonly #serviceAccounts: ServiceAccounts;

  constructor(options: {
    operations: OperationStore;
    serviceAccounts: ServiceAccounts;
  }) {
    this.#operations = options.operations;
    this.#serviceAccounts = options.serviceAccounts;
  }

  /**
   * Returns the current state of an operation. Includes the result only if the caller may read it, because another team can own it by now.
   *
   * @throws NotFoundError - also if another user started the operation.
   */
  async get(
    id: string,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Operation> {
    const operation = await this.#operations.get(id);
    if (operation?.createdBy !== credentials.principal.userEntityRef) {
      throw new NotFoundError(`Operation ${id} not found.`);
    }
    const { status, createdAt, steps, error, serviceAccountId } = operation;
    const result =
      status === 'succeeded'
        ? await this.#serviceAccounts.find(serviceAccountId, credentials)
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
