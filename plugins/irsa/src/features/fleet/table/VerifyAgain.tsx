import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';
import { actOnAll } from './actOnAll';

/** The button that verifies IAM service accounts again, and scans clusters and AWS accounts. */
export function VerifyAgain(props: {
  /** The IDs of the IAM service accounts to verify. */
  accounts: readonly string[];
  /** The IDs of the clusters and AWS accounts to scan. */
  scopes?: readonly string[];
  /** Called after all were verified or their scan was requested. Gets the text to show to the user if there is a scan, whose result comes later. */
  onDone: (started?: string) => void;
  /** Called if only some could be verified or scanned. */
  onPart: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { accounts, scopes = [], onDone, onPart } = props;
  const request = useCallback(async () => {
    const work = [
      ...accounts.map(
        id => () => irsaApi.verifyServiceAccount(id, { live: false }),
      ),
      ...scopes.map(id => () => irsaApi.startScan(id)),
    ];
    await actOnAll<() => Promise<unknown>>(
      work,
      start => start(),
      (failed, message) =>
        t('selection.failed', {
          failed: `${failed}`,
          count: work.length,
          message,
        }),
      onPart,
    );
    onDone(scopes.length > 0 ? t('scope.requested') : undefined);
  }, [irsaApi, accounts, scopes, onDone, onPart, t]);
  const { pending, failure, ask } = useRequest(request);
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiRefreshLine aria-hidden />}
        isPending={pending}
        onPress={ask}
      >
        {t('selection.verify')}
      </Button>
      {failure && (
        <Alert role="alert" status="danger" icon title={failure.message} />
      )}
    </>
  );
}
