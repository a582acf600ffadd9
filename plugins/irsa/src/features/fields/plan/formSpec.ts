import {
  extendSpec,
  type IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import {
  componentAccounts,
  useComponentAccounts,
} from '../useComponentAccounts';
import { specOf, type SpecFields } from './specOf';

/**
 * Returns the spec that a form currently requests; undefined if the form is incomplete. With `keepUnspecified`, adds the recorded values that the
 * form does not ask for.
 */
export async function formSpec(
  irsaApi: IrsaApi,
  formData: unknown,
  fields: SpecFields = {},
): Promise<IamServiceAccountSpec | undefined> {
  const asked = specOf(formData, fields);
  if (!asked || !fields.keepUnspecified) return asked;
  return extendSpec(asked, await componentAccounts(irsaApi, asked.entityRef));
}

/** Like {@link formSpec}, but follows the changes of the form. Also undefined while the recorded values load. */
export function useFormSpec(
  formData: unknown,
  fields: SpecFields = {},
): IamServiceAccountSpec | undefined {
  const asked = specOf(formData, fields);
  const { value, loading } = useComponentAccounts(
    fields.keepUnspecified ? asked?.entityRef : undefined,
  );
  if (!asked || !fields.keepUnspecified) return asked;
  // Recorded values that cannot be read are not kept. The plan then shows the losses and asks for confirmation.
  return loading ? undefined : extendSpec(asked, value ?? []);
}
