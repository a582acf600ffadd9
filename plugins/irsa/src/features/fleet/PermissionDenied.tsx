import { irsaGovernanceReadPermission } from '@backstage-irsa/plugin-irsa-common';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { EntityRefLink } from '@backstage/plugin-catalog-react';
import { Text } from '@backstage/ui';
import { useSearchParams } from 'react-router-dom';
import { irsaTranslationRef } from '../../translation';
import { WithCode } from '../../shared/ui/WithCode';
import { FleetSection } from './FleetSection';

/** Matches the owner that a link to the page is about, such as the link of a notification. */
const OWNER = /^(group|user):[^/:,]+\/[^/:,]+$/;

/** Explains who may see the page, and where users find their own services. */
export function PermissionDenied() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [params] = useSearchParams();
  const owner = params.get('owner') ?? '';
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
      {OWNER.test(owner) && (
        <Text as="p">
          {t('fleet.ownersPage')} <EntityRefLink entityRef={owner} />
        </Text>
      )}
    </FleetSection>
  );
}
