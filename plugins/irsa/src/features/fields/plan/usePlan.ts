import type { IamServiceAccountSpec, Plan } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import type { IrsaApi } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useDebounced } from '../../../shared/ui/useDebounced';
import { type Loaded, useLoaded } from '../../../shared/ui/useLoaded';

/** The time without changes after which a new plan is requested, in milliseconds. */
export const SETTLE_MS = 400;

/** The last requested plan, for each app. If two fields of a form show the same plan, it is requested once. */
const last = new WeakMap<IrsaApi, { key: string; plan: Promise<Plan> }>();

function planOnce(irsaApi: IrsaApi, key: string): Promise<Plan> {
  const known = last.get(irsaApi);
  if (known?.key === key) return known.plan;
  const plan = irsaApi.planServiceAccount(JSON.parse(key));
  last.set(irsaApi, { key, plan });
  plan.catch(() => {
    if (last.get(irsaApi)?.plan === plan) last.delete(irsaApi);
  });
  return plan;
}

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
    async () => (key === '' ? undefined : planOnce(irsaApi, key)),
    [irsaApi, key],
  );
  return { ...useLoaded(load), isCurrent: key === wanted };
}
