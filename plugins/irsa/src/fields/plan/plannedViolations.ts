import type {
  IamServiceAccountSpec,
  Violation,
} from '@backstage-irsa/plugin-irsa-common';
import type { ApiHolder } from '@backstage/frontend-plugin-api';
import { irsaApiRef } from '../../api/IrsaApi';

/**
 * What a plan of a spec, made now, says against its grants. Nothing without a spec, and where no plan can be made: then the task says it, before anything
 * is made.
 */
export async function plannedViolations(
  apiHolder: ApiHolder,
  spec: IamServiceAccountSpec | undefined,
): Promise<Violation[]> {
  const irsaApi = apiHolder.get(irsaApiRef);
  if (!irsaApi || !spec?.grants?.length) return [];
  try {
    const plan = await irsaApi.planServiceAccount(spec);
    return plan.violations.filter(({ field }) => field.startsWith('grants['));
  } catch {
    return [];
  }
}
