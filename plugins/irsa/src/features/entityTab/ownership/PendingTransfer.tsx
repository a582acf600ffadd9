import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import type { IamServiceAccount, Transfer } from '@backstage-irsa/core/model';
import { Button, Text } from '@backstage/ui';
import { RiTeamLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useFormats } from '../../../shared/ui/useFormats';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { Note } from '../../../shared/ui/Note';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import styles from '../EntityAccessContent.module.css';

type Decision = 'confirm' | 'decline';

/** A pending transfer, with the buttons to decide it for users who may do that. */
export function PendingTransfer(props: {
  account: IamServiceAccount;
  transfer: Transfer;
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { day } = useFormats();
  const { account, transfer, onDecided } = props;
  const { from, to, reason, mayDecide } = transfer;
  const [decision, setDecision] = useState<Decision>();
  return (
    <Note
      label={t('ownership.label')}
      icon={RiTeamLine}
      title={t('ownership.pending', { from, to })}
      tone="info"
    >
      <Text variant="body-small">
        {t('ownership.requested', {
          user: transfer.requestedBy,
          ago: <Ago at={transfer.requestedAt} />,
          day: day(new Date(transfer.expiresAt)),
        })}
      </Text>
      {reason && (
        <Text variant="body-small">{t('ownership.reason', { reason })}</Text>
      )}
      {mayDecide ? (
        <div className={styles.actions}>
          <Button size="small" onPress={() => setDecision('confirm')}>
            {t('ownership.confirm')}
          </Button>
          <Button
            size="small"
            variant="secondary"
            onPress={() => setDecision('decline')}
          >
            {t('ownership.decline')}
          </Button>
        </div>
      ) : (
        <Text variant="body-small">
          {t('ownership.waits', { owner: from })}
        </Text>
      )}
      {decision && (
        <DecisionDialog
          account={account}
          transfer={transfer}
          decision={decision}
          onClose={() => setDecision(undefined)}
          onDecided={onDecided}
        />
      )}
    </Note>
  );
}

function DecisionDialog(props: {
  account: IamServiceAccount;
  transfer: Transfer;
  decision: Decision;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { account, transfer, decision, onDecided } = props;
  const { id, from, to } = transfer;
  const decide = useCallback(
    async (reason: string | undefined) => {
      await irsaApi.decideTransfer(id, {
        decision,
        ...(reason !== undefined && { reason }),
      });
      onDecided();
    },
    [irsaApi, id, decision, onDecided],
  );
  return (
    <ReasonDialog
      title={t(`ownership.${decision}Title`, {
        account: accountLabel(account),
      })}
      confirm={t(`ownership.${decision}Done`)}
      isReasonRequired={false}
      onConfirm={decide}
      onClose={props.onClose}
    >
      <Text as="p" variant="body-small">
        {decision === 'confirm'
          ? t('ownership.confirmText', { from, to })
          : t('ownership.declineText', { from })}
      </Text>
    </ReasonDialog>
  );
}
