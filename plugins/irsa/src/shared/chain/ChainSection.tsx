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
import { TabSection } from '../ui/TabSection';
import { ChainSkeleton } from './ChainSkeleton';
import { OpenChain } from './OpenChain';

/** The section "Chain": every link with its state, the worst one opened, and below it what fixes it, where that is offered. */
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
    <TabSection name="chain">
      <ProofLine account={account} />
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
      {props.children}
    </TabSection>
  );
}
