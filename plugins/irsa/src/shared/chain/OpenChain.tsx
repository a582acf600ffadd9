import type {
  Chain,
  IamServiceAccount,
  Link,
  Verification,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text } from '@backstage/ui';
import { useCallback, useId, useMemo, useState } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { useLoaded } from '../ui/useLoaded';
import { chainLinks } from './chainLinks';
import { decidingCheck } from '../serviceAccount/decidingCheck';
import { irsaTranslationRef } from '../../translation';
import { LoadFailure } from '../ui/LoadFailure';
import { ChainPicture } from './ChainPicture';
import type { Questions } from './CheckItem';
import { LinkDetail } from './LinkDetail';

/** Loads the descriptions of the checks. The map is undefined while loading, and empty if loading failed. */
function useQuestions() {
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(() => irsaApi.listChecks(), [irsaApi]);
  const { value, error, reload } = useLoaded(list);
  const questions = useMemo<Questions | undefined>(
    () =>
      value || error
        ? new Map(value?.items.map(check => [check.id, check]))
        : undefined,
    [value, error],
  );
  return { questions, error, reload };
}

/** The picture of the chain, and below it the open link. At first, this is the link that decides the status. */
export function OpenChain(props: {
  account: IamServiceAccount;
  verification: Verification;
  chain?: Chain;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const detailId = useId();
  const { account, verification, chain } = props;
  const { questions, error, reload } = useQuestions();
  // The user's last choice; null after the user closed the link. Undefined at first, which opens the link that decides the status.
  const [chosen, setChosen] = useState<Link | null>();
  const worst = decidingCheck(verification)?.check.link;
  const open = chosen === undefined ? worst : chosen ?? undefined;
  const views = chainLinks(verification, account.mechanism, chain);
  const view = views.find(({ link }) => link === open);

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
      {view && questions && (
        <LinkDetail
          id={detailId}
          view={view}
          account={account}
          questions={questions}
        />
      )}
      {view && !questions && (
        <div id={detailId}>
          <Skeleton width="100%" height="12rem" />
        </div>
      )}
      {!view && (
        <Text variant="body-small" color="secondary">
          {t('chain.choose')}
        </Text>
      )}
    </>
  );
}
