import type {
  Delivery,
  HandOverTarget,
  IamServiceAccount,
} from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { RenderedFiles } from '../../../shared/operation/files/RenderedFiles';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';

/** The files of the pull request, loaded on request. */
export function HandOverFiles(props: {
  account: IamServiceAccount;
  delivery: Delivery;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { account, delivery } = props;
  const to =
    delivery.state === 'returning'
      ? 'backstage'
      : (delivery.format as HandOverTarget);
  const request = useCallback(
    () => irsaApi.handOverServiceAccount(account.id, to, { preview: true }),
    [irsaApi, account.id, to],
  );
  const { value, failure, pending, ask } = useRequest(request);
  if (value) {
    const { files, notes } = value;
    return <RenderedFiles rendering={{ files, notes, violations: [] }} />;
  }
  return (
    <>
      <div>
        <Button
          size="small"
          variant="secondary"
          isPending={pending}
          onPress={() => ask()}
        >
          {t('handOver.files')}
        </Button>
      </div>
      {failure && (
        <FieldFailure
          text={t('files.failed', { message: failure.message })}
          onRetry={ask}
        />
      )}
    </>
  );
}
