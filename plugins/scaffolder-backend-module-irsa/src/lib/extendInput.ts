import { parseEntityRef } from '@backstage/catalog-model';
import {
  extendSpec,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { explainRefusal } from './explainRefusal';
import type { Zod } from './zod';

/** Whether a spec only changes the given fields, or is complete. */
export const extendInput = {
  keepUnspecified: (z: Zod) =>
    z
      .boolean({
        description:
          'Whether omitted fields keep the values recorded for the ServiceAccount. Default: false, which removes these values.',
      })
      .optional(),
};

/** Returns the spec that an input requests. */
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
