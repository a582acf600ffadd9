import type {
  IamServiceAccount,
  Mechanism,
  MigrationPlan,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type Loaded, useLoaded } from '../../ui/useLoaded';
import { useOperationDialog } from '../useOperationDialog';

/** Loads the plan of an account's migration: what it would change now. */
export function useMigrationPlan(
  id: string,
  to: Mechanism,
  trigger?: number,
): Loaded<MigrationPlan> {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(
    () => irsaApi.planMigration(id, to),
    [irsaApi, id, to],
  );
  return useLoaded(load, trigger);
}

/** Returns the state of a dialog that migrates an account to a mechanism. */
export function useMigrationDialog(
  { id }: IamServiceAccount,
  to: Mechanism,
  onMoved: () => void,
) {
  const irsaApi = useApi(irsaApiRef);
  const begin = useCallback(
    () => irsaApi.migrateServiceAccount(id, to),
    [irsaApi, id, to],
  );
  return useOperationDialog(begin, onMoved);
}
