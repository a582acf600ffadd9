import type { IamServiceAccountSpec } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useOperationDialog } from './useOperationDialog';

/** Returns the state of a dialog that applies a spec. Calls `onChanged` when the operation has ended and the dialog is closed. */
export function useSpecDialog(onChanged: () => void) {
  const irsaApi = useApi(irsaApiRef);
  const begin = useCallback(
    (spec: IamServiceAccountSpec) => irsaApi.applyServiceAccount(spec),
    [irsaApi],
  );
  return useOperationDialog(begin, onChanged);
}
