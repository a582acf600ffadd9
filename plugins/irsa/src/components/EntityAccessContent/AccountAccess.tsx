import type { IamServiceAccount } from '@backstage-irsa/plugin-irsa-common';
import { useCallback, useState } from 'react';
import { useChosenAccount } from '../../hooks/useChosenAccount';
import { useVerification } from '../../hooks/useVerification';
import { VerificationProgress } from '../verification/VerificationProgress';
import { AccountHeader } from './AccountHeader';
import { AccountPermissions } from './AccountPermissions';

/** The chosen account: what it is, and all it can do. */
export function AccountAccess(props: {
  accounts: readonly IamServiceAccount[];
  onVerified: () => void;
}) {
  const { accounts, onVerified } = props;
  const { account, choose } = useChosenAccount(accounts);
  const [round, setRound] = useState(0);
  const reload = useCallback(() => {
    setRound(last => last + 1);
    onVerified();
  }, [onVerified]);
  const verification = useVerification(reload);
  if (!account) return null;
  const verify = () => verification.start([account]);
  return (
    <>
      <AccountHeader
        accounts={accounts}
        account={account}
        onChoose={choose}
        onVerify={verify}
        isVerifying={verification.running}
      />
      <VerificationProgress run={verification} />
      <AccountPermissions
        key={`${account.id} ${round}`}
        account={account}
        isVerifying={verification.running}
        onVerify={verify}
      />
    </>
  );
}
