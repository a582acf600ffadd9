import { parseEntityRef } from '@backstage/catalog-model';
import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { explainRefusal } from './explainRefusal';
import { refusal } from './refusal';
import type { Zod } from './zod';

/** The input of an action on one IAM service account of an entity. */
export const accountInput = {
  entityRef: (z: Zod) =>
    z.string({
      description: 'The catalog entity, such as component:default/orders.',
    }),
  serviceAccount: (z: Zod) =>
    z
      .string({
        description:
          'The IAM service account, as <cluster>/<namespace>/<name>. Required if the entity has several.',
      })
      .optional(),
};

/** Returns the only IAM service account that matches. @throws InputError */
function chosen(
  accounts: IamServiceAccount[],
  entityRef: string,
  title: string | undefined,
): IamServiceAccount {
  const titles = accounts.map(formatServiceAccountRef);
  const matching = accounts.filter(
    (_, index) => title === undefined || titles[index] === title,
  );
  if (matching.length === 1) return matching[0];
  throw refusal(
    'InputError',
    titles.length === 0
      ? `${entityRef} has no IAM service account.`
      : `Name one of the IAM service accounts of ${entityRef}: ${titles.join(
          ', ',
        )}.`,
  );
}

/**
 * Returns the IAM service account that the input names, if the caller may read it.
 *
 * @throws InputError - if the entity has none, or several and the input names none.
 */
export async function accountOfInput(
  { entityRef, serviceAccount }: { entityRef: string; serviceAccount?: string },
  irsa: IrsaApi,
): Promise<IamServiceAccount> {
  const { items } = await explainRefusal(
    irsa.listEntityServiceAccounts(parseEntityRef(entityRef)),
  );
  // An empty form field is an empty string.
  return chosen(items, entityRef, serviceAccount || undefined);
}
