import type {
  IamServiceAccountSpec,
  RenderFormat,
  Rendering,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useDebounced } from '../../ui/useDebounced';
import { type Loaded, useLoaded } from '../../ui/useLoaded';

/** The time without changes after which the files are rendered, in milliseconds. */
const SETTLE_MS = 400;

/**
 * Renders the files of a spec, after the spec has not changed for a moment. If `createResources` is true, includes the spec's buckets, queues, and
 * tables. Returns no value without a spec.
 */
export function useRendering(
  spec: IamServiceAccountSpec | undefined,
  format: RenderFormat,
  createResources: boolean,
): Loaded<Rendering | undefined> {
  const irsaApi = useApi(irsaApiRef);
  const asked = spec ? JSON.stringify([spec, format, { createResources }]) : '';
  const key = useDebounced(asked, SETTLE_MS);
  const load = useCallback(async () => {
    if (key === '') return undefined;
    const [settled, chosen, options] = JSON.parse(key);
    return irsaApi.renderServiceAccount(settled, chosen, options);
  }, [irsaApi, key]);
  return useLoaded(load);
}
