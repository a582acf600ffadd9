import { irsaGovernanceReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { irsaTranslationRef } from '../../translation';
import { WithCode } from '../../shared/ui/WithCode';
import { FleetSection } from './FleetSection';

/** Says who may see the page, and where one's own services are. */
export function PermissionDenied() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <FleetSection>
      <Text as="h2" variant="title-x-small" weight="bold">
        {t('fleet.permissionDenied')}
      </Text>
      <Text as="p">
        <WithCode
          text={t('fleet.permissionDeniedText', {
            permission: irsaGovernanceReadPermission.name,
          })}
        />
      </Text>
    </FleetSection>
  );
}
