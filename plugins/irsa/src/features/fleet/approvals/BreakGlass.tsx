import type { ApprovalList } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { Note } from '../../../shared/ui/Note';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';

/** Lets who may break glass do so, and says until when it is broken. */
export function BreakGlass(props: {
  list: ApprovalList;
  onOpened: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { moment } = useFormats();
  const irsaApi = useApi(irsaApiRef);
  const [isAsking, setAsking] = useState(false);
  const { list, onOpened } = props;
  const open = useCallback(
    async (reason: string | undefined) => {
      await irsaApi.openBreakGlass(reason ?? '');
      onOpened();
    },
    [irsaApi, onOpened],
  );
  if (list.breakGlass) {
    const { expiresAt, reason } = list.breakGlass;
    return (
      <Note
        label={t('breakGlass.label')}
        icon={RiAlarmWarningLine}
        title={t('breakGlass.open', { time: moment(new Date(expiresAt)) })}
        tone="warning"
      >
        <Text as="p" variant="body-small">
          {t('approval.reason', { reason })}
        </Text>
      </Note>
    );
  }
  if (!list.mayBreakGlass) return null;
  return (
    <div>
      <Button size="small" variant="secondary" onPress={() => setAsking(true)}>
        {t('breakGlass.button')}
      </Button>
      {isAsking && (
        <ReasonDialog
          title={t('breakGlass.title')}
          confirm={t('breakGlass.confirm')}
          isReasonRequired
          onConfirm={open}
          onClose={() => setAsking(false)}
        >
          <Text as="p" variant="body-small">
            {t('breakGlass.text')}
          </Text>
        </ReasonDialog>
      )}
    </div>
  );
}
