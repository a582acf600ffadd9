import type { IamServiceAccountSpec, Plan } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useDebounced } from '../../../shared/ui/useDebounced';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';
import { sharedPlan } from './sharedPlan';

/** The time without changes after which a new plan is requested, in milliseconds. */
export const SETTLE_MS = 400;

/**
 * Returns the plan of a spec, and requests a new one after the spec has not changed for a moment. Until then, returns the plan of the previous spec,
 * and `isCurrent` is false. Returns no plan without a spec.
 */
export function usePlan(
  spec: IamServiceAccountSpec | undefined,
): Loaded<Plan | undefined> & { isCurrent: boolean } {
  const irsaApi = useApi(irsaApiRef);
  const wanted = spec ? JSON.stringify(spec) : '';
  const key = useDebounced(wanted, SETTLE_MS);
  const load = useCallback(
    async () => (key === '' ? undefined : sharedPlan(irsaApi, key)),
    [irsaApi, key],
  );
  return { ...useLoaded(load), isCurrent: key === wanted };
}
