import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';

/**
 * The number of IAM service accounts without an owner in the catalog, with a link to the list from which they can be adopted. Renders nothing if
 * there are none.
 */
export function WithoutComponent({ count }: { count: number }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pathOf = useFleetPath();
  if (count === 0) return null;
  return (
    <Alert
      status="info"
      icon
      title={t('overview.withoutComponent', { count })}
      description={t('overview.adoptText')}
      customActions={
        <ButtonLink
          size="small"
          variant="secondary"
          href={pathOf('service-accounts', { entity: 'none' })}
        >
          {t('overview.toAdoption')}
        </ButtonLink>
      }
    />
  );
}
