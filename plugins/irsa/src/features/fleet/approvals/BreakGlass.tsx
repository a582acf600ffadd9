import type { ApprovalList } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import { RiAlarmWarningLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { Note } from '../../../shared/ui/Note';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import { useFormats } from '../../../shared/ui/useFormats';
import { irsaTranslationRef } from '../../../translation';

/** Shows the AWS accounts with open break-glass access and when it ends. Users who may break glass can open it for one account. */
export function BreakGlass(props: {
  list: ApprovalList;
  onOpened: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { moment } = useFormats();
  const { list, onOpened } = props;
  const [isAsking, setAsking] = useState(false);
  const close = useCallback(() => setAsking(false), []);
  const { breakGlasses = [], breakGlassAccounts = [] } = list;
  if (breakGlassAccounts.length === 0) return null;
  return (
    <>
      {breakGlasses.map(({ id, accountId, expiresAt, reason }) => (
        <Note
          key={id}
          label={t('breakGlass.label')}
          icon={RiAlarmWarningLine}
          title={t('breakGlass.open', {
            accountId,
            time: moment(new Date(expiresAt)),
          })}
          tone="warning"
        >
          <Text as="p" variant="body-small">
            {t('approval.reason', { reason })}
          </Text>
        </Note>
      ))}
      <div>
        <Button
          size="small"
          variant="secondary"
          onPress={() => setAsking(true)}
        >
          {t('breakGlass.button')}
        </Button>
      </div>
      {isAsking && (
        <BreakGlassDialog
          accounts={breakGlassAccounts}
          onOpened={onOpened}
          onClose={close}
        />
      )}
    </>
  );
}

/** The dialog that asks for the AWS account and the reason. */
function BreakGlassDialog(props: {
  accounts: string[];
  onOpened: () => void;
  onClose: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const { accounts, onOpened } = props;
  const [accountId, setAccountId] = useState(accounts[0]);
  const open = useCallback(
    async (reason: string | undefined) => {
      await irsaApi.openBreakGlass({ accountId, reason: reason ?? '' });
      onOpened();
    },
    [irsaApi, accountId, onOpened],
  );
  return (
    <ReasonDialog
      title={t('breakGlass.title')}
      confirm={t('breakGlass.confirm')}
      isReasonRequired
      onConfirm={open}
      onClose={props.onClose}
    >
      <Text as="p" variant="body-small">
        {t('breakGlass.text')}
      </Text>
      <Select
        label={t('breakGlass.account')}
        options={accounts.map(id => ({ id, label: id }))}
        value={accountId}
        onChange={key => setAccountId(String(key))}
      />
    </ReasonDialog>
  );
}
