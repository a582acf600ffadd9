import type {
  Chain,
  IamServiceAccount,
  Link,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback, useId, useMemo, useState } from 'react';
import { irsaApiRef } from '../../../api/IrsaApi';
import { type Loaded, useLoaded } from '../../../hooks/useLoaded';
import { chainLinks } from '../../../model/chainLinks';
import { decidingCheck } from '../../../model/decidingCheck';
import { irsaTranslationRef } from '../../../translation';
import { LoadFailure } from '../../LoadFailure';
import { ProofLine } from '../../ProofLine';
import { TabSection } from '../TabSection';
import { ApplyPlan } from '../apply/ApplyPlan';
import { ChainPicture } from './ChainPicture';
import { ChainSkeleton } from './ChainSkeleton';
import { LinkDetail } from './LinkDetail';

/** The section "Chain": every link with its state, the worst one opened, and what mends it. */
export function ChainSection(props: {
  account: IamServiceAccount;
  verification: Verification;
  chain: Loaded<Chain>;
  onApplied: () => void;
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
      <ApplyPlan
        account={account}
        verification={verification}
        onApplied={props.onApplied}
      />
    </TabSection>
  );
}

function OpenChain(props: {
  account: IamServiceAccount;
  verification: Verification;
  chain?: Chain;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const detailId = useId();
  const { account, verification, chain } = props;
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(() => irsaApi.listChecks(), [irsaApi]);
  const { value, error, reload } = useLoaded(list);
  const questions = useMemo(
    () => new Map(value?.items.map(check => [check.id, check])),
    [value],
  );
  // What the reader chose last; null once it was closed. Until then, the link that decides.
  const [chosen, setChosen] = useState<Link | null>();
  const worst = decidingCheck(verification)?.check.link;
  const open = chosen === undefined ? worst : chosen ?? undefined;
  const views = chainLinks(verification, account.mechanism, chain);
  const view = views.find(({ link }) => link === open);
  const isRead = value || error;

  return (
    <>
      <ChainPicture
        views={views}
        open={view?.link}
        detailId={detailId}
        onPress={link => setChosen(link === open ? null : link)}
      />
      {error && (
        <LoadFailure
          title={t('chain.questionsFailed')}
          error={error}
          onRetry={reload}
        />
      )}
      {view && isRead ? (
        <LinkDetail
          id={detailId}
          view={view}
          account={account}
          questions={questions}
        />
      ) : (
        <Text variant="body-small" color="secondary">
          {t('chain.choose')}
        </Text>
      )}
    </>
  );
}
