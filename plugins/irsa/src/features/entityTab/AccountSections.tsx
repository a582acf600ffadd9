import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { UNKNOWN, useSituation } from './useSituation';
import { useVerification } from '../../shared/chain/verification/useVerification';
import { useVerificationSignal } from './useVerificationSignal';
import { irsaTranslationRef } from '../../translation';
import { AccountCommands } from '../../shared/serviceAccount/AccountCommands';
import { LoadFailure } from '../../shared/ui/LoadFailure';
import { PermissionsSkeleton } from '../../shared/permissions/PermissionsSkeleton';
import { MayManage } from '../../shared/serviceAccount/mayManage';
import { VerificationProgress } from '../../shared/chain/verification/VerificationProgress';
import { useIsDecided } from '../../shared/serviceAccount/useIsDecided';
import { VerifyButton } from '../../shared/chain/verification/VerifyButton';
import { AccountHeader } from './AccountHeader';
import styles from './EntityAccessContent.module.css';
import { RestoreAccess } from './cutOff/RestoreAccess';
import { SubTabContent } from './SubTabContent';

/** One account: its header, and the sub-tab that the URL names. Reloads after every verification, including those of other users. */
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
  const { value: situation, reload: readAgain } = useSituation(account, round);
  const verify = () => run.start([account]);
  // Hide the page until everything in its upper part has loaded, so that nothing moves later. The sub-tab loads its data meanwhile.
  const isReady = useIsDecided(account) && situation !== undefined;
  const { transfers, cluster, failure } = situation ?? UNKNOWN;
  const mayManage = transfers.mayManage === true;
  return (
    <MayManage.Provider value={mayManage}>
      <AccountCommands account={account}>
        <AccountHeader
          isHidden={!isReady}
          accounts={props.accounts}
          account={account}
          onChoose={props.onChoose}
          onVerify={verify}
          isVerifying={run.running}
          transfers={transfers}
          cluster={cluster}
          onChanged={reload}
        />
        {!isReady && <PermissionsSkeleton />}
        <div className={styles.parts} hidden={!isReady}>
          <VerificationProgress run={run} />
          <div role="status" className={styles.status}>
            {isBeingVerified && !run.running && (
              <Text variant="body-small" color="secondary">
                {t('tab.beingVerified')}
              </Text>
            )}
          </div>
          {failure && (
            <LoadFailure
              title={t('tab.situationFailed')}
              error={failure}
              onRetry={readAgain}
            />
          )}
          <RestoreAccess
            account={account}
            mayManage={mayManage}
            onRestored={reload}
          />
          <SubTabContent
            isShown={isReady}
            account={account}
            situation={situation ?? UNKNOWN}
            round={round}
            onChanged={reload}
            unverified={
              <div className={styles.empty}>
                <Text>{t('tab.unverified')}</Text>
                <VerifyButton
                  accountId={account.id}
                  isPending={run.running}
                  onPress={verify}
                />
              </div>
            }
          />
        </div>
      </AccountCommands>
    </MayManage.Provider>
  );
}
