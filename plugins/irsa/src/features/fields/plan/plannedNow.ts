import type { Plan } from '@backstage-irsa/core/model';
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { formSpec } from './formSpec';
import type { SpecFields } from './specOf';

/**
 * The plan of a form, made now. Undefined while the form says too little, and where no plan can be made: then the task says it, before anything is
 * made.
 */
export async function plannedNow(
  apiHolder: ApiHolder,
  formData: unknown,
  fields?: SpecFields,
): Promise<Plan | undefined> {
  const irsaApi = apiHolder.get(irsaApiRef);
  if (!irsaApi) return undefined;
  try {
    const spec = await formSpec(irsaApi, formData, fields);
    return spec && (await irsaApi.planServiceAccount(spec));
  } catch {
    return undefined;
  }
}
