import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaServiceAccountCutOffPermission } from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { Button, Text } from '@backstage/ui';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useAllowed } from '../../../shared/serviceAccount/useAllowed';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { CutOffNote } from '../../../shared/serviceAccount/CutOffNote';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import styles from '../EntityAccessContent.module.css';

/** A note that an account is cut off, with a button to restore access for users who may do that. Renders nothing if the account is not cut off. */
export function RestoreAccess(props: {
  account: IamServiceAccount;
  mayManage: boolean;
  onRestored: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, mayManage, onRestored } = props;
  const { id } = account;
  const irsaApi = useApi(irsaApiRef);
  const [isOpen, setOpen] = useState(false);
  const isAllowed = useAllowed(irsaServiceAccountCutOffPermission, id);
  const request = useCallback(
    async (reason = '') => {
      await irsaApi.restoreServiceAccount(id, reason);
      onRestored();
    },
    [irsaApi, id, onRestored],
  );
  return (
    <CutOffNote account={account}>
      {mayManage && isAllowed && (
        <div className={styles.actions}>
          <Button size="small" onPress={() => setOpen(true)}>
            {t('cutOff.restore')}
          </Button>
        </div>
      )}
      {isOpen && (
        <ReasonDialog
          title={t('cutOff.restoreTitle', { account: accountLabel(account) })}
          confirm={t('cutOff.restoreConfirm')}
          isReasonRequired
          onConfirm={request}
          onClose={() => setOpen(false)}
        >
          <Text as="p" variant="body-small">
            {t('cutOff.restoreText')}
          </Text>
        </ReasonDialog>
      )}
    </CutOffNote>
  );
}
