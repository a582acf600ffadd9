import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { decidingCheck } from '../../shared/serviceAccount/decidingCheck';
import { accessStatusOf } from '@backstage-irsa/core/status';
import { permissionsRouteRef } from '../../routes';
import { tabQuery } from '../../shared/serviceAccount/accountQuery';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../../shared/ui/CopyButton';
import { AccountCommands } from '../../shared/serviceAccount/AccountCommands';
import { CutOffNote } from '../../shared/serviceAccount/CutOffNote';
import { DeliveryNote } from '../../shared/serviceAccount/delivery/DeliveryNote';
import { ManagedNote } from '../../shared/serviceAccount/delivery/ManagedNote';
import { DriftNote } from '../../shared/serviceAccount/drift/DriftNote';
import { FixRun } from '../../shared/serviceAccount/fix/FixRun';
import { useFix } from '../../shared/serviceAccount/fix/useFix';
import { BothMechanisms } from '../../shared/serviceAccount/BothMechanisms';
import { StateNote } from '../../shared/serviceAccount/StateNote';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { accountLabel } from '../../shared/serviceAccount/accountLabel';
import { FindingLine } from './FindingLine';
import { PermissionList } from './PermissionList';
import { ProofLine } from '../../shared/chain/ProofLine';
import { RiskLine } from '../../shared/permissions/risks/RiskLine';
import { RoleLine } from '../../shared/serviceAccount/RoleLine';
import styles from './ServiceAccountBlock.module.css';

/** One IAM service account: its cluster and namespace, its role, the check that decides its status, its permissions, and the live proof. */
export function ServiceAccountBlock(props: {
  account: IamServiceAccount;
  showStatus: boolean;
  onApplied: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, showStatus } = props;
  const isAwaited = accessStatusOf(account) === 'pending';
  const tabRoute = useRouteRef(permissionsRouteRef);
  const fix = useFix(account, props.onApplied);
  const { verification } = account;
  const isReasonBelow =
    verification?.unknown !== undefined &&
    decidingCheck(verification)?.check.message === verification.unknown.reason;
  const name = formatServiceAccountRef(account);
  return (
    <AccountCommands account={account}>
      <div className={styles.heading}>
        <Text
          as="h4"
          variant="body-medium"
          weight="bold"
          className={styles.name}
        >
          {accountLabel(account)}
        </Text>
        <CopyButton text={name} label={t('account.copyName', { name })} />
        {showStatus && <StatusBadge status={accessStatusOf(account)} />}
      </div>
      <RoleLine account={account} />
      <CutOffNote account={account} />
      <StateNote account={account} isReasonBelow={isReasonBelow} />
      <BothMechanisms account={account} />
      <DeliveryNote account={account} />
      <ManagedNote account={account} />
      {verification && !isAwaited && (
        <FindingLine account={account} verification={verification} fix={fix} />
      )}
      <DriftNote account={account} fix={fix} />
      <FixRun account={account} fix={fix} />
      {account.roleArn && verification && (
        <PermissionList
          permissions={account.permissions}
          checks={verification.checks}
        />
      )}
      <RiskLine
        risks={account.permissions.risks}
        href={tabRoute && `${tabRoute()}/permissions${tabQuery(account)}`}
      />
      <ProofLine account={account} />
    </AccountCommands>
  );
}
