import { useApi } from '@backstage/frontend-plugin-api';
import type { EntityAccess } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';
import { summariesOf } from './AccessSummaries';

/**
 * Loads the AWS access summaries of entities, and leaves out entities without access. Pass the same array while the references stay the same, because
 * a new array starts a new load.
 */
export function useAccessOf(entityRefs: string[]): Loaded<EntityAccess[]> {
  const summaries = summariesOf(useApi(irsaApiRef));
  const load = useCallback(async () => {
    const all = await Promise.all(entityRefs.map(ref => summaries.load(ref)));
    return all.filter(access => access !== null);
  }, [summaries, entityRefs]);
  return useLoaded(load);
}
