import type {
  Cluster,
  IamServiceAccount,
  IamServiceAccountSpec,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback, useEffect } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { decidingCheck } from '../decidingCheck';
import type { OperationRun } from '../../operation/useOperation';
import { useOperationDialog } from '../../operation/useOperationDialog';
import { useLoaded } from '../../ui/useLoaded';
import { useMayApply } from '../useMay';
import { type FixRefusal, fixRefusal } from './fixRefusal';
import { resolves } from './resolves';

/** How an account is brought back to what was asked for: its plan first, then its steps. */
export interface Fix {
  /** Whether the reader may apply a plan that changes something. */
  isOffered: boolean;
  /** Whether that plan changes what decides the status; undefined where it is not known what it changes. */
  resolvesFinding: boolean | undefined;
  /** Why nobody may apply the plan. */
  refusal: FixRefusal | undefined;
  cluster: Cluster | undefined;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  run: OperationRun & {
    start: (spec: IamServiceAccountSpec) => Promise<void>;
  };
}

/** Reads the cluster of an account only where a plan would change something. */
function useDriftedCluster(account: IamServiceAccount, isDrifted: boolean) {
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(
    async () => (isDrifted ? irsaApi.listClusters() : undefined),
    [irsaApi, isDrifted],
  );
  const { value, loading } = useLoaded(load);
  return {
    cluster: value?.items.find(({ name }) => name === account.cluster),
    isKnown: !loading,
  };
}

/** The way to fix an account by its own plan. `onFixed` is called once a plan was applied, which verifies it too. */
export function useFix(account: IamServiceAccount, onFixed: () => void): Fix {
  const irsaApi = useApi(irsaApiRef);
  const begin = useCallback(
    (spec: IamServiceAccountSpec) => irsaApi.applyServiceAccount(spec),
    [irsaApi],
  );
  const { isOpen, setOpen, run } = useOperationDialog(begin, onFixed);
  const { operation } = run;
  useEffect(() => {
    // Its steps show in place of the dialog, beside the new status.
    if (operation?.status === 'succeeded') setOpen(false);
  }, [operation, setOpen]);
  const isDrifted = Boolean(account.drift?.length);
  const { cluster, isKnown } = useDriftedCluster(account, isDrifted);
  const mayApply = useMayApply(account);
  const refusal = fixRefusal(account, cluster);
  const decision = account.verification
    ? decidingCheck(account.verification)
    : undefined;
  return {
    isOffered:
      isDrifted && isKnown && mayApply && refusal === undefined && !run.running,
    resolvesFinding:
      account.drift && decision
        ? resolves(account.drift, decision.check.link)
        : undefined,
    refusal,
    cluster,
    isOpen,
    setOpen,
    run,
  };
}
