import { parseEntityRef } from '@backstage/catalog-model';
import {
  extendSpec,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { explainRefusal } from './explainRefusal';
import type { Zod } from './zod';

/** Whether a spec is the change of one field or all that is to be. */
export const extendInput = {
  keepUnspecified: (z: Zod) =>
    z
      .boolean({
        description:
          'Whether fields that are not given keep what is recorded for the ServiceAccount. Default: false, which removes what is not given.',
      })
      .optional(),
};

/** The spec that an input asks for. */
export async function specOfInput(
  spec: IamServiceAccountSpec,
  keepUnspecified: boolean,
  irsa: IrsaApi,
): Promise<IamServiceAccountSpec> {
  if (!keepUnspecified) return spec;
  const { items } = await explainRefusal(
    irsa.listEntityServiceAccounts(parseEntityRef(spec.entityRef)),
  );
  return extendSpec(spec, items);
}
