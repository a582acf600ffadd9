import type { IamServiceAccountSpec, Plan } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../ui/useLoaded';

/** Loads the plan of a spec: what applying it would change now. Loads it again when the content of the spec changes. */
export function useSpecPlan(spec: IamServiceAccountSpec): Loaded<Plan> {
  const irsaApi = useApi(irsaApiRef);
  const specText = JSON.stringify(spec);
  const load = useCallback(
    () => irsaApi.planServiceAccount(JSON.parse(specText)),
    [irsaApi, specText],
  );
  return useLoaded(load);
}
