import type {
  BackstageCredentials,
  BackstageUserPrincipal,
} from '@backstage/backend-plugin-api';
import { NotFoundError } from '@backstage/errors';
import type { Operation } from '@backstage-irsa/core/model';
import type { OperationStore } from '../serviceAccounts/OperationStore';
import type { ServiceAccounts } from '../verification/ServiceAccounts';

/** Operations as the person who began them reads them. */
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
   * The operation as it stands now. What came of it is told only as long as the caller may read that, which may be another team's by now.
   *
   * @throws NotFoundError - also when somebody else began it.
   */
  async get(
    id: string,
    credentials: BackstageCredentials<BackstageUserPrincipal>,
  ): Promise<Operation> {
    const operation = await this.#operations.get(id);
    if (operation?.createdBy !== credentials.principal.userEntityRef) {
      throw new NotFoundError(`No operation ${id}.`);
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
