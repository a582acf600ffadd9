import { DEFAULT_AUDIENCE } from '../../model/annotations';
import { type CheckResult } from '../../model/types';
import { audienceOf } from '../../checks/utils/trust';
import { valueOf } from '../../model/observation';
import type { Observed } from '../../model/observed';

type Covers = (observed: Observed) => boolean;

/** Checks of a verification, by id, whose faults governance checks of their own tell of, and when they do. */
const COVERED: Record<string, Covers> = {
  // role-missing
  'role-exists': ({ role }) => role.state === 'absent',
  // overly-permissive-trust, once for the role
  'trust-scope': () => true,
  // workload-static-keys
  'static-keys': () => true,
  // webhook-missing, once for the cluster
  webhook: ({ webhook }) => webhook.state === 'absent',
  // provider-audience, once for the provider
  audience: observed =>
    audienceOf(observed) === DEFAULT_AUDIENCE &&
    !valueOf(observed.oidcProvider)?.clientIds.includes(DEFAULT_AUDIENCE),
};

/** Whether another governance check tells of what a check of a verification found, so that one fault gives one finding. */
export function isCoveredElsewhere(
  { id }: CheckResult,
  observed: Observed,
): boolean {
  return COVERED[id]?.(observed) ?? false;
}
