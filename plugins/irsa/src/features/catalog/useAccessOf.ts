import { useApi } from '@backstage/frontend-plugin-api';
import type { EntityAccess } from '@backstage-irsa/core/model';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../shared/ui/useLoaded';
import { summariesOf } from './AccessSummaries';

/** The AWS access of entities in short, of those that have any. The references are to stay the same array as long as they are the same. */
export function useAccessOf(entityRefs: string[]): Loaded<EntityAccess[]> {
  const summaries = summariesOf(useApi(irsaApiRef));
  const load = useCallback(async () => {
    const all = await Promise.all(entityRefs.map(ref => summaries.load(ref)));
    return all.filter(access => access !== null);
  }, [summaries, entityRefs]);
  return useLoaded(load);
}
