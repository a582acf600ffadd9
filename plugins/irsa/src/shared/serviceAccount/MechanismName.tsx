import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';

/** The name of the mechanism through which pods get the role. */
export function MechanismName({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const mechanism = t(`mechanism.${account.mechanism}`);
  return (
    <Text as="span" variant="body-small">
      {t('mechanism.by', { mechanism })}
    </Text>
  );
}
