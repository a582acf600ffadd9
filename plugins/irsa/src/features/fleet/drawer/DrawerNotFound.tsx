import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert, ButtonLink } from '@backstage/ui';
import { useLocation } from 'react-router-dom';
import { irsaTranslationRef } from '../../../translation';
import { withoutOpen } from '../table/useTableQuery';

/** Tells the user that the object in the URL does not exist, and links back to the list. */
export function DrawerNotFound(props: { what: string; message: string }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { pathname, search } = useLocation();
  const { what, message } = props;
  return (
    <Alert
      role="alert"
      status="warning"
      icon
      title={t('fleet.notFound', { what })}
      description={t('fleet.missing', { message })}
      customActions={
        <ButtonLink
          size="small"
          variant="secondary"
          href={`${pathname}?${withoutOpen(search)}`}
        >
          {t('fleet.toList')}
        </ButtonLink>
      }
    />
  );
}
