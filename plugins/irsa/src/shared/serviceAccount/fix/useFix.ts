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
import { useApplySpec } from '../../operation/useApplySpec';
import { useOperationDialog } from '../../operation/useOperationDialog';
import { useLoaded } from '../../ui/useLoaded';
import { useMayApply } from '../useMay';
import { type FixRefusal, fixRefusal } from './fixRefusal';
import { resolves } from './resolves';

/** The plan that restores an account to its spec, and the run that applies it. */
export interface Fix {
  /** Whether the user may apply a plan that changes something. */
  isOffered: boolean;
  /** Whether the plan changes the cause of the status; undefined if its changes or the cause are unknown. */
  resolvesFinding: boolean | undefined;
  /** The reason why nobody can apply the plan. */
  refusal: FixRefusal | undefined;
  cluster: Cluster | undefined;
  isOpen: boolean;
  setOpen: (isOpen: boolean) => void;
  run: OperationRun & {
    start: (spec: IamServiceAccountSpec) => Promise<void>;
  };
}

/** Reads the cluster of an account, but only if a plan would change something. */
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

/** Returns the fix of an account by its own plan. Calls `onFixed` when the operation, which also verifies, has ended and the dialog is closed. */
export function useFix(account: IamServiceAccount, onFixed: () => void): Fix {
  const { isOpen, setOpen, run } = useOperationDialog(useApplySpec(), onFixed);
  const { operation } = run;
  useEffect(() => {
    // The steps appear in place of the dialog, next to the new status.
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
