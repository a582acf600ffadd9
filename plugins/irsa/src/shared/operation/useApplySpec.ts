import type {
  IamServiceAccountSpec,
  Operation,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';

/** Returns the function that starts the operation that applies a spec. */
export function useApplySpec(): (
  spec: IamServiceAccountSpec,
) => Promise<Operation> {
  const irsaApi = useApi(irsaApiRef);
  return useCallback(spec => irsaApi.applyServiceAccount(spec), [irsaApi]);
}
