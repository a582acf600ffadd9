import type {
  IamServiceAccount,
  Verification,
} from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../../shared/ui/useLoaded';
import { useScrollToHash } from './useScrollToHash';
import { AccountPermissions } from '../../shared/permissions/AccountPermissions';
import { AccountRightSize } from './AccountRightSize';
import { ApplyPlan } from './apply/ApplyPlan';
import { ChainSection } from '../../shared/chain/ChainSection';
import { Diagnose } from './diagnose/Diagnose';
import { HistorySection } from './history/HistorySection';
import { SectionNav } from './SectionNav';
import { WorkloadsSection } from '../../shared/chain/workloads/WorkloadsSection';

/** The sections of an account that was verified: chain, diagnose, permissions, workloads and history. */
export function VerifiedSections(props: {
  account: IamServiceAccount;
  verification: Verification;
  /** Everything is read again whenever this changes. */
  round: number;
  onApplied: () => void;
}) {
  const { account, verification, round } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const hasRole = account.roleArn !== null;
  const loadChain = useCallback(() => irsaApi.getChain(id), [irsaApi, id]);
  const loadPermissions = useCallback(
    async () => (hasRole ? irsaApi.getPermissions(id) : undefined),
    [irsaApi, id, hasRole],
  );
  const chain = useLoaded(loadChain, round);
  const permissions = useLoaded(loadPermissions, round);
  // What is still to be drawn would push away what the URL names.
  const isDrawn = [chain, permissions].every(
    ({ loading, value }) => !loading || value !== undefined,
  );
  useScrollToHash(isDrawn);
  return (
    <>
      <SectionNav />
      <ChainSection account={account} verification={verification} chain={chain}>
        <ApplyPlan
          account={account}
          verification={verification}
          onApplied={props.onApplied}
        />
      </ChainSection>
      <Diagnose id={id} />
      <AccountPermissions account={account} permissions={permissions} />
      {hasRole && (
        <AccountRightSize account={account} onChanged={props.onApplied} />
      )}
      <WorkloadsSection account={account} chain={chain} />
      <HistorySection id={id} trigger={round} />
    </>
  );
}
