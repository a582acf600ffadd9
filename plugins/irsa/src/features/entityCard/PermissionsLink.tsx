import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { permissionsRouteRef } from '../../routes';
import { irsaTranslationRef } from '../../translation';

/** The link to the tab with all permissions. Renders nothing in an app without the tab. */
export function PermissionsLink() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const permissionsRoute = useRouteRef(permissionsRouteRef);
  if (!permissionsRoute) return null;
  return (
    <Link href={`${permissionsRoute()}/permissions`} variant="body-small">
      {t('card.seeAll')}
    </Link>
  );
}
