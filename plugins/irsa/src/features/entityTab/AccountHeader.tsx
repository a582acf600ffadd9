import {
  type Cluster,
  formatServiceAccountRef,
  type IamServiceAccount,
  type TransferList,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { accountLabel } from '../../shared/serviceAccount/accountLabel';
import { accessStatusOf } from '@backstage-irsa/core/status';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../../shared/ui/CopyButton';
import { RoleLine } from '../../shared/serviceAccount/RoleLine';
import { StateNote } from '../../shared/serviceAccount/StateNote';
import { StatusBadge } from '../../shared/chain/StatusBadge';
import { VerifyButton } from '../../shared/chain/verification/VerifyButton';
import { AdoptAccess } from './adopt/AdoptAccess';
import { AccountSelect } from './AccountSelect';
import { CutOffAccess } from './cutOff/CutOffAccess';
import { HandOverAccess } from './handOver/HandOverAccess';
import { MigrateAccess } from './migrate/MigrateAccess';
import { RequestTransfer } from './ownership/RequestTransfer';
import { refusedIn } from './refusedIn';
import { RemoveAccess } from './remove/RemoveAccess';
import { SubTabNav } from './SubTabNav';
import styles from './EntityAccessContent.module.css';

/**
 * The header of an account: its name, role, and status, its actions (verify, migrate, hand over, adopt, transfer, cut off, remove), and the sub-tabs.
 * It stays visible while the page scrolls.
 */
export function AccountHeader(props: {
  /**
   * Whether the header is hidden because the available buttons are not known yet. It stays in the DOM, so that an open dialog of one of its buttons
   * stays open.
   */
  isHidden: boolean;
  accounts: readonly IamServiceAccount[];
  account: IamServiceAccount;
  onChoose: (account: IamServiceAccount) => void;
  onVerify: () => void;
  isVerifying: boolean;
  transfers: TransferList;
  cluster: Cluster | undefined;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { accounts, account } = props;
  const name = formatServiceAccountRef(account);
  const refused = refusedIn(props.cluster, account);
  return (
    <header className={styles.head} hidden={props.isHidden}>
      <div className={styles.title}>
        <div className={styles.name}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {accountLabel(account)}
          </Text>
          <CopyButton text={name} label={t('account.copyName', { name })} />
          <StatusBadge status={accessStatusOf(account)} />
        </div>
        <VerifyButton
          accountId={account.id}
          isPending={props.isVerifying}
          onPress={props.onVerify}
        />
      </div>
      <div className={styles.details}>
        <div className={styles.account}>
          {accounts.length > 1 && (
            <AccountSelect
              accounts={accounts}
              account={account}
              onChoose={props.onChoose}
            />
          )}
          <RoleLine account={account} />
          <StateNote account={account} />
        </div>
        <div className={styles.actions}>
          <MigrateAccess
            account={account}
            isRefused={refused.writes}
            onMoved={props.onChanged}
          />
          <HandOverAccess
            account={account}
            isRefused={refused.handOvers}
            onStarted={props.onChanged}
          />
          <AdoptAccess account={account} onAdopted={props.onChanged} />
          <RequestTransfer
            account={account}
            transfers={props.transfers}
            onRequested={props.onChanged}
          />
          <CutOffAccess
            account={account}
            isRefused={refused.cutOffs}
            mayManage={props.transfers.mayManage === true}
            onCutOff={props.onChanged}
          />
          <RemoveAccess
            account={account}
            isRefused={refused.writes}
            onRemoved={props.onChanged}
          />
        </div>
      </div>
      <SubTabNav />
    </header>
  );
}
