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

/** Waits for the end of typing, in milliseconds. */
const SETTLE_MS = 400;

/** The files of a spec, written again when it has not changed for a moment; nothing without a spec. */
export function useRendering(
  spec: IamServiceAccountSpec | undefined,
  format: RenderFormat,
): Loaded<Rendering | undefined> {
  const irsaApi = useApi(irsaApiRef);
  const asked = spec ? JSON.stringify({ spec, format }) : '';
  const key = useDebounced(asked, SETTLE_MS);
  const load = useCallback(async () => {
    if (key === '') return undefined;
    const { spec: settled, format: chosen } = JSON.parse(key);
    return irsaApi.renderServiceAccount(settled, chosen);
  }, [irsaApi, key]);
  return useLoaded(load);
}
