import type { Plan } from '@backstage-irsa/core/model';
import { assertError } from '@backstage/errors';
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { failureOf } from '../../../shared/ui/failure';
import { formSpec } from './formSpec';
import type { SpecFields } from './specOf';

/** A plan that the backend does not make for the caller: of a component of others. */
const refused = (message: string): Plan => ({
  steps: [],
  violations: [{ field: 'entityRef', rule: 'refused', message }],
});

/**
 * The plan of a form, made now. Undefined while the form says too little, and where the backend cannot make one just now: then the task says it,
 * before anything is made.
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
  } catch (error) {
    assertError(error);
    const { kind, message } = failureOf(error);
    return kind === 'forbidden' ? refused(message) : undefined;
  }
}
