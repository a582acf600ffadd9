import type { Approval } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import { irsaTranslationRef } from '../../../translation';

export type Decision = 'approve' | 'reject';

/** The dialog that explains a decision and asks for the reason, which is required for a rejection. */
export function DecisionDialog(props: {
  approval: Approval;
  name: string;
  decision: Decision;
  onClose: () => void;
  onDecided: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { approval, name, decision, onDecided } = props;
  const { id, requestedBy: user } = approval;
  const decide = useCallback(
    async (reason: string | undefined) => {
      await irsaApi.decideApproval(id, {
        decision,
        ...(reason !== undefined && { reason }),
      });
      onDecided();
    },
    [irsaApi, id, decision, onDecided],
  );
  return (
    <ReasonDialog
      title={t(`approval.${decision}Title`, { name })}
      confirm={t(`approval.${decision}Done`)}
      isReasonRequired={decision === 'reject'}
      onConfirm={decide}
      onClose={props.onClose}
    >
      <Text as="p" variant="body-small">
        {t(`approval.${decision}Text`, { user })}
      </Text>
    </ReasonDialog>
  );
}
