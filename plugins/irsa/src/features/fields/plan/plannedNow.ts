import type { Plan } from '@backstage-irsa/core/model';
import { assertError } from '@backstage/errors';
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { failureOf } from '../../../shared/ui/failure';
import { formSpec } from './formSpec';
import { requestPlan } from './sharedPlan';
import type { SpecFields } from './specOf';

/** Returns a plan without steps whose only violation is the backend's refusal to make a plan, for example for another owner's component. */
const refused = (message: string): Plan => ({
  steps: [],
  violations: [{ field: 'entityRef', rule: 'refused', message }],
});

/**
 * Requests the plan of a form now. Undefined if the form is incomplete, or if the backend cannot make a plan at the moment. In that case, the task
 * reports problems before it creates anything.
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
    return spec && (await requestPlan(irsaApi, JSON.stringify(spec)));
  } catch (error) {
    assertError(error);
    const { kind, message } = failureOf(error);
    return kind === 'forbidden' ? refused(message) : undefined;
  }
}
