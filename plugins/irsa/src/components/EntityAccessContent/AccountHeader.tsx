import {
  formatServiceAccountRef,
  type IamServiceAccount,
} from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { accountLabel } from '../../model/accountLabel';
import { statusOf } from '../../model/worstFirst';
import { irsaTranslationRef } from '../../translation';
import { CopyButton } from '../CopyButton';
import { RoleLine } from '../RoleLine';
import { StatusBadge } from '../StatusBadge';
import { VerifyButton } from '../verification/VerifyButton';
import { AccountSelect } from './AccountSelect';
import styles from './EntityAccessContent.module.css';

/** Which account is shown, its role and status, and a way to verify it now. */
export function AccountHeader(props: {
  accounts: readonly IamServiceAccount[];
  account: IamServiceAccount;
  onChoose: (account: IamServiceAccount) => void;
  onVerify: () => void;
  isVerifying: boolean;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { accounts, account } = props;
  const name = formatServiceAccountRef(account);
  return (
    <div className={styles.header}>
      <div className={styles.account}>
        {accounts.length > 1 && (
          <AccountSelect
            accounts={accounts}
            account={account}
            onChoose={props.onChoose}
          />
        )}
        <div className={styles.name}>
          <Text as="h2" variant="title-x-small" weight="bold">
            {accountLabel(account)}
          </Text>
          <CopyButton text={name} label={t('account.copyName', { name })} />
          <StatusBadge status={statusOf(account)} />
        </div>
        <RoleLine account={account} />
      </div>
      <VerifyButton
        accountId={account.id}
        isPending={props.isVerifying}
        onPress={props.onVerify}
      />
    </div>
  );
}
