import type { IamServiceAccountSpec, Plan } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../ui/useLoaded';

/** What applying a spec would change now; made again when what the spec says has changed. */
export function useSpecPlan(spec: IamServiceAccountSpec): Loaded<Plan> {
  const irsaApi = useApi(irsaApiRef);
  const specText = JSON.stringify(spec);
  const load = useCallback(
    () => irsaApi.planServiceAccount(JSON.parse(specText)),
    [irsaApi, specText],
  );
  return useLoaded(load);
}
