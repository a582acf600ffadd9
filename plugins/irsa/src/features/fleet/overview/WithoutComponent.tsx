import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useFleetPath } from '../useFleetPath';
import { irsaTranslationRef } from '../../../translation';

/** How many IAM service accounts nobody in the catalog owns, and the list of them, for adoption. Nothing without any. */
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
