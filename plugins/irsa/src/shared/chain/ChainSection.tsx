import type {
  Chain,
  IamServiceAccount,
  Verification,
} from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import type { Loaded } from '../ui/useLoaded';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../ui/LoadFailure';
import { ProofLine } from './ProofLine';
import { Section } from '../ui/Section';
import { ChainSkeleton } from './ChainSkeleton';
import styles from './ChainSection.module.css';
import { OpenChain } from './OpenChain';

/** The section "Chain": how the chain was proved, the available fix, and every link with its state. The link that decides the status is open. */
export function ChainSection(props: {
  account: IamServiceAccount;
  verification: Verification;
  chain: Loaded<Chain>;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, verification, chain } = props;
  const isPodIdentity = account.mechanism === 'pod-identity';
  return (
    <div id="chain" tabIndex={-1} className={styles.anchor}>
      <Section title={t('tab.chain')}>
        <ProofLine account={account} />
        {props.children}
        {isPodIdentity && (
          <Text variant="body-small">{t('chain.noLiveProof')}</Text>
        )}
        {chain.error && (
          <LoadFailure
            title={t('chain.failed')}
            error={chain.error}
            onRetry={chain.reload}
          />
        )}
        {chain.value || chain.error ? (
          <OpenChain
            account={account}
            verification={verification}
            chain={chain.value}
          />
        ) : (
          <ChainSkeleton />
        )}
      </Section>
    </div>
  );
}
