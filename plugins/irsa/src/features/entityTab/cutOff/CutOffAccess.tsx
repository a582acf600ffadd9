import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { irsaServiceAccountCutOffPermission } from '@backstage-irsa/plugin-irsa-common';
import { type IamServiceAccount } from '@backstage-irsa/core/model';
import { Button, Text } from '@backstage/ui';
import { RiShieldCrossLine } from '@remixicon/react';
import { useCallback, useState } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useAllowed } from '../../../shared/serviceAccount/useAllowed';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import { irsaTranslationRef } from '../../../translation';
import { ReasonDialog } from '../../../shared/ui/ReasonDialog';
import styles from './CutOff.module.css';

/**
 * The button that denies an account all AWS access in an incident. Its dialog explains what stops and what does not. Hidden if the access is already
 * cut off, or if the user may not cut it off now.
 */
export function CutOffAccess(props: {
  account: IamServiceAccount;
  /** Whether the mode or a freeze of the cluster forbids it. */
  isRefused: boolean;
  mayManage: boolean;
  onCutOff: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { account, mayManage, onCutOff } = props;
  const { id, cutOff } = account;
  const irsaApi = useApi(irsaApiRef);
  const [isOpen, setOpen] = useState(false);
  const isAllowed = useAllowed(irsaServiceAccountCutOffPermission, id);
  const request = useCallback(
    async (reason = '') => {
      await irsaApi.cutOffServiceAccount(id, reason);
      onCutOff();
    },
    [irsaApi, id, onCutOff],
  );
  const isOffered = mayManage && isAllowed && !cutOff && !props.isRefused;
  if (!isOffered || !account.spec) return null;
  return (
    <>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiShieldCrossLine aria-hidden />}
        onPress={() => setOpen(true)}
      >
        {t('cutOff.button')}
      </Button>
      {isOpen && (
        <ReasonDialog
          title={t('cutOff.title', { account: accountLabel(account) })}
          confirm={t('cutOff.confirm')}
          isReasonRequired
          onConfirm={request}
          onClose={() => setOpen(false)}
        >
          <Text as="p" variant="body-small" weight="bold">
            {t('cutOff.pods')}
          </Text>
          <Consequences
            title={t('cutOff.stopsTitle')}
            lines={[t('cutOff.stops1'), t('cutOff.stops2')]}
          />
          <Consequences
            title={t('cutOff.staysTitle')}
            lines={[t('cutOff.stays1'), t('cutOff.stays2')]}
          />
        </ReasonDialog>
      )}
    </>
  );
}

function Consequences(props: { title: string; lines: string[] }) {
  return (
    <div>
      <Text as="h3" variant="body-small" weight="bold">
        {props.title}
      </Text>
      <ul className={styles.list} aria-label={props.title}>
        {props.lines.map(line => (
          <li key={line}>
            <Text variant="body-small">{line}</Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
