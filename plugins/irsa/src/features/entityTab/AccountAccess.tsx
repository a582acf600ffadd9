import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useChosenAccount } from './useChosenAccount';
import { AccountSections } from './AccountSections';

/** The sections of the chosen account. */
export function AccountAccess(props: {
  accounts: readonly IamServiceAccount[];
  onVerified: () => void;
}) {
  const { accounts, onVerified } = props;
  const { account, choose } = useChosenAccount(accounts);
  if (!account) return null;
  return (
    <AccountSections
      key={account.id}
      accounts={accounts}
      account={account}
      onChoose={choose}
      onVerified={onVerified}
    />
  );
}
