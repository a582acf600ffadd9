import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button } from '@backstage/ui';
import { RiRefreshLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../translation';

/** Starts a verification with live proof. */
export function VerifyButton(props: {
  isPending: boolean;
  onPress: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
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
