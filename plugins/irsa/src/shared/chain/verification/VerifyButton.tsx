import { irsaServiceAccountVerifyPermission } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { useAllowed } from '../../serviceAccount/useAllowed';
import { irsaTranslationRef } from '../../../translation';

/** The button that starts a verification with live proof. Renders nothing if the user lacks the permission. */
export function VerifyButton(props: {
  accountId: string;
  isPending: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const isAllowed = useAllowed(
    irsaServiceAccountVerifyPermission,
    props.accountId,
  );
  if (!isAllowed) return null;
  return (
    <Button
      size="small"
      variant="secondary"
      iconStart={<RiRefreshLine aria-hidden />}
      isPending={props.isPending}
      onPress={props.onPress}
    >
      {t('verify.button')}
    </Button>
  );
}
