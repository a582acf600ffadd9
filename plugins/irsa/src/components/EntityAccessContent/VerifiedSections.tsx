import type {
  IamServiceAccount,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import { useApi } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../api/IrsaApi';
import { useLoaded } from '../../hooks/useLoaded';
import { useScrollToHash } from '../../hooks/useScrollToHash';
import { AccountPermissions } from './AccountPermissions';
import { ChainSection } from './chain/ChainSection';
import { Diagnose } from './diagnose/Diagnose';
import { HistorySection } from './history/HistorySection';
import { SectionNav } from './SectionNav';
import { WorkloadsSection } from './workloads/WorkloadsSection';

/** The sections of an account that was verified: chain, diagnose, permissions, workloads and history. */
export function VerifiedSections(props: {
  account: IamServiceAccount;
  verification: Verification;
  /** Everything is read anew whenever this changes. */
  round: number;
  onApplied: () => void;
}) {
  const { account, verification, round } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getChain(id), [irsaApi, id]);
  const chain = useLoaded(load, round);
  useScrollToHash(!chain.loading || chain.value !== undefined);
  return (
    <>
      <SectionNav />
      <ChainSection
        account={account}
        verification={verification}
        chain={chain}
        onApplied={props.onApplied}
      />
      <Diagnose id={id} />
      <AccountPermissions account={account} round={round} />
      <WorkloadsSection account={account} chain={chain} />
      <HistorySection id={id} trigger={round} />
    </>
  );
}
