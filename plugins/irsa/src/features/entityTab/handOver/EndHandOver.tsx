import type { Delivery, IamServiceAccount } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Flex } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { ClosedRun } from '../../../shared/operation/ClosedRun';
import { SpecPlanDialog } from '../../../shared/operation/plan/SpecPlanDialog';
import { useApplySpec } from '../../../shared/operation/useApplySpec';
import { useOperationDialog } from '../../../shared/operation/useOperationDialog';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { useMayChangeManager } from '../../../shared/serviceAccount/useMay';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { useRequest } from '../../../shared/ui/useRequest';
import { irsaTranslationRef } from '../../../translation';

/**
 * The buttons that finish or cancel a hand-over. Canceling keeps resources where they are if they were not taken over yet. Finishing makes Backstage
 * manage returned resources again.
 */
export function EndHandOver(props: {
  account: IamServiceAccount;
  delivery: Delivery;
  onChanged: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { account, delivery, onChanged } = props;
  const mayEnd = useMayChangeManager(account);
  const dialog = useOperationDialog(useApplySpec(), onChanged);
  const cancel = useCallback(async () => {
    await irsaApi.cancelHandOver(account.id);
    onChanged();
  }, [irsaApi, account.id, onChanged]);
  const { failure, pending, ask } = useRequest(cancel);
  const { spec } = account;
  if (!mayEnd) return null;
  return (
    <>
      <Flex gap="2">
        {delivery.state === 'returning' && spec && (
          <Button
            size="small"
            variant="primary"
            onPress={() => dialog.setOpen(true)}
          >
            {t('handOver.finish')}
          </Button>
        )}
        <Button
          size="small"
          variant="secondary"
          isPending={pending}
          onPress={() => ask()}
        >
          {t('handOver.cancel')}
        </Button>
      </Flex>
      {failure && (
        <FieldFailure
          text={t('handOver.cancelFailed', { message: failure.message })}
          onRetry={ask}
        />
      )}
      {dialog.isOpen && spec ? (
        <SpecPlanDialog
          does="finish"
          title={t('handOver.finishTitle', { account: accountLabel(account) })}
          text={t('handOver.finishText')}
          nothing={t('adopt.nothing')}
          spec={spec}
          dialog={dialog}
        />
      ) : (
        <ClosedRun run={dialog.run} does="finish" />
      )}
    </>
  );
}
