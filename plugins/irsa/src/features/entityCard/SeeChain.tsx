import type { IamServiceAccount } from '@backstage-irsa/core/model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Link } from '@backstage/ui';
import { accountLabel } from '../../shared/serviceAccount/accountLabel';
import { chainQuery } from '../../shared/serviceAccount/accountQuery';
import { permissionsRouteRef } from '../../routes';
import { irsaTranslationRef } from '../../translation';
import styles from '../../shared/ui/Callout.module.css';

/** The link to the chain of an account on the tab. Renders nothing in an app without the tab. */
export function SeeChain({ account }: { account: IamServiceAccount }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const tabRoute = useRouteRef(permissionsRouteRef);
  if (!tabRoute) return null;
  return (
    <Link
      href={`${tabRoute()}${chainQuery(account)}`}
      variant="body-small"
      className={styles.link}
      aria-label={t('card.seeChainOf', { account: accountLabel(account) })}
    >
      {t('card.seeChain')}
    </Link>
  );
}
