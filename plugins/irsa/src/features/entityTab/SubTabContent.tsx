import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { ReactNode } from 'react';
import { Navigate, useLocation } from 'react-router-dom';
import { HealthTab } from './HealthTab';
import { HistorySection } from './history/HistorySection';
import { PermissionsTab } from './PermissionsTab';
import { subTabOf } from './subTabs';
import { UnknownSubTab } from './UnknownSubTab';
import type { Situation } from './useSituation';
import { useSubTab } from './useSubTab';
import { WorkloadsTab } from './WorkloadsTab';

/** The sub-tab that the URL names. Loads only the data that it shows. */
export function SubTabContent(props: {
  isShown: boolean;
  account: IamServiceAccount;
  situation: Situation;
  round: number;
  onChanged: () => void;
  /** The content to show if the account was never verified. */
  unverified: ReactNode;
}) {
  const { account, situation, round, onChanged } = props;
  const { subTab, hrefOf } = useSubTab();
  // Old links to sections of the single page, from before the sub-tabs, lead to the matching sub-tab.
  const part = subTabOf(useLocation().hash.slice(1));
  if (part && subTab === 'health') {
    return <Navigate to={hrefOf(part)} replace />;
  }
  const verified = account.verification && { account, round, onChanged };
  switch (subTab) {
    case 'health':
      return <HealthTab {...props} />;
    case 'permissions':
      return verified ? (
        <PermissionsTab {...verified} cluster={situation.cluster} />
      ) : (
        props.unverified
      );
    case 'workloads':
      return verified ? <WorkloadsTab {...verified} /> : props.unverified;
    case 'history':
      return <HistorySection id={account.id} trigger={round} />;
    default:
      return <UnknownSubTab />;
  }
}
