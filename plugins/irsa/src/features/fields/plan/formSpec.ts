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

/** The spec that a form asks for as it stands now, with what is recorded where the form keeps that; undefined while it says too little. */
export async function formSpec(
  irsaApi: IrsaApi,
  formData: unknown,
  fields: SpecFields = {},
): Promise<IamServiceAccountSpec | undefined> {
  const asked = specOf(formData, fields);
  if (!asked || !fields.keepUnspecified) return asked;
  return extendSpec(asked, await componentAccounts(irsaApi, asked.entityRef));
}

/** As {@link formSpec}, kept in step with the form; undefined too while it is not known what is recorded. */
export function useFormSpec(
  formData: unknown,
  fields: SpecFields = {},
): IamServiceAccountSpec | undefined {
  const asked = specOf(formData, fields);
  const { value, loading } = useComponentAccounts(
    fields.keepUnspecified ? asked?.entityRef : undefined,
  );
  if (!asked || !fields.keepUnspecified) return asked;
  // What cannot be read is not kept: then the plan shows what would go, and asks.
  return loading ? undefined : extendSpec(asked, value ?? []);
}
