import {
  parseEntityRef,
  type CompoundEntityRef,
} from '@backstage/catalog-model';
import { InputError, NotFoundError } from '@backstage/errors';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { ActionDeps, Addressed, Caller, Zod } from './types';

/** Returns the input fields that identify an IAM service account. */
export function addressFields(z: Zod) {
  return {
    entityRef: z
      .string()
      .max(500)
      .describe(
        'The catalog entity that owns the AWS identity, such as component:default/orders.',
      ),
    serviceAccount: z
      .string()
      .max(500)
      .optional()
      .describe(
        'The IAM service account, if the entity has several: cluster/namespace/name, or its id. If it is missing, the error lists them.',
      ),
  };
}

function parse(entityRef: string): CompoundEntityRef {
  try {
    return parseEntityRef(entityRef, {
      defaultKind: 'component',
      defaultNamespace: 'default',
    });
  } catch {
    throw new InputError(
      `${entityRef} is not a valid entity reference, such as component:default/orders.`,
    );
  }
}

/**
 * Returns the IAM service account that the input identifies, as the route of the entity shows it to the caller.
 *
 * @throws NotFoundError - if there is none; InputError - if there are several and the input names none.
 */
export async function addressedAccount(
  { services }: ActionDeps,
  { entityRef, serviceAccount }: Addressed,
  credentials: Caller,
): Promise<IamServiceAccount> {
  const { items } = await services.entityAccounts.list(
    parse(entityRef),
    credentials,
  );
  const meant = items.filter(
    account =>
      serviceAccount === undefined ||
      [account.id, formatServiceAccountRef(account)].includes(serviceAccount),
  );
  if (meant.length === 0) {
    throw new NotFoundError(
      serviceAccount === undefined
        ? `${entityRef} has no IAM service account.`
        : `IAM service account ${serviceAccount} of ${entityRef} not found.`,
    );
  }
  if (meant.length > 1) {
    throw new InputError(
      `${entityRef} has several IAM service accounts. Name one as serviceAccount: ${meant
        .map(formatServiceAccountRef)
        .join(', ')}.`,
    );
  }
  return meant[0];
}
