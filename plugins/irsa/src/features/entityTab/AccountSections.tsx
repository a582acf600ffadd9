import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { useTransfers } from './useTransfers';
import { useVerification } from '../../shared/chain/verification/useVerification';
import { useVerificationSignal } from './useVerificationSignal';
import { irsaTranslationRef } from '../../translation';
import { DeliveryNote } from '../../shared/serviceAccount/delivery/DeliveryNote';
import { ManagedNote } from '../../shared/serviceAccount/delivery/ManagedNote';
import { DriftNote } from '../../shared/serviceAccount/drift/DriftNote';
import { BothMechanisms } from '../../shared/serviceAccount/BothMechanisms';
import { WritingNoteOf } from '../../shared/serviceAccount/WritingNote';
import { VerificationProgress } from '../../shared/chain/verification/VerificationProgress';
import { VerifyButton } from '../../shared/chain/verification/VerifyButton';
import { AccountHeader } from './AccountHeader';
import styles from './EntityAccessContent.module.css';
import { RestoreAccess } from './cutOff/RestoreAccess';
import { HandOverNote } from './handOver/HandOverNote';
import { MovingNote } from './migrate/MovingNote';
import { OwnershipNote } from './ownership/OwnershipNote';
import { VerifiedSections } from './VerifiedSections';

/** One account: what it is, a way to verify it, and once that was done, what was found. It reads again after each verification, no matter who made it. */
export function AccountSections(props: {
  accounts: readonly IamServiceAccount[];
  account: IamServiceAccount;
  onChoose: (account: IamServiceAccount) => void;
  onVerified: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, onVerified } = props;
  const [round, setRound] = useState(0);
  const reload = useCallback(() => {
    setRound(last => last + 1);
    onVerified();
  }, [onVerified]);
  const run = useVerification(reload);
  const isBeingVerified = useVerificationSignal(account.id, reload);
  const transfers = useTransfers(account, round);
  const verify = () => run.start([account]);
  return (
    <>
      <AccountHeader
        accounts={props.accounts}
        account={account}
        onChoose={props.onChoose}
        onVerify={verify}
        isVerifying={run.running}
        transfers={transfers}
        onChanged={reload}
      />
      <WritingNoteOf name={account.cluster} />
      <VerificationProgress run={run} />
      <div role="status" className={styles.status}>
        {isBeingVerified && !run.running && (
          <Text variant="body-small" color="secondary">
            {t('tab.beingVerified')}
          </Text>
        )}
      </div>
      <RestoreAccess
        account={account}
        mayManage={transfers.mayManage === true}
        onRestored={reload}
      />
      <OwnershipNote
        account={account}
        transfers={transfers}
        onChanged={reload}
      />
      <BothMechanisms account={account} />
      <DeliveryNote account={account} />
      <HandOverNote account={account} onChanged={reload} />
      <ManagedNote account={account} />
      <MovingNote account={account} round={round} onMoved={reload} />
      <DriftNote account={account} onApplied={reload} />
      {account.verification ? (
        <VerifiedSections
          account={account}
          verification={account.verification}
          round={round}
          onApplied={reload}
        />
      ) : (
        <div className={styles.empty}>
          <Text>{t('tab.unverified')}</Text>
          <VerifyButton
            accountId={account.id}
            isPending={run.running}
            onPress={verify}
          />
        </div>
      )}
    </>
  );
}
