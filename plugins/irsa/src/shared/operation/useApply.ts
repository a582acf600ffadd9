import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useOperation } from './useOperation';

/** Applies a spec and follows the operation. */
export function useApply(onFinished: () => void) {
  const irsaApi = useApi(irsaApiRef);
  const begin = useCallback(
    (spec: IamServiceAccountSpec) => irsaApi.applyServiceAccount(spec),
    [irsaApi],
  );
  return useOperation(begin, onFinished);
}
