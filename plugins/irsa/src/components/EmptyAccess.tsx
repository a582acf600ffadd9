import { parseEntityRef } from '@backstage/catalog-model';
import { useRouteRef } from '@backstage/core-plugin-api';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonLink, Text } from '@backstage/ui';
import { useOwned } from '../hooks/useOwned';
import type { MissingAccounts } from '../model/missingAccounts';
import { templateRouteRef } from '../routes';
import { irsaTranslationRef } from '../translation';
import { MissingAccountsNote } from './MissingAccountsNote';
import styles from './EmptyAccess.module.css';

/** No IAM service account is known: why, and for its owners the way to the template that makes one. */
export function EmptyAccess(props: {
  missing: MissingAccounts;
  template: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const templateRoute = useRouteRef(templateRouteRef);
  const isOwned = useOwned();
  const { missing } = props;
  if (missing.unread.length > 0 || missing.invalid.length > 0) {
    return <MissingAccountsNote missing={missing} />;
  }
  const { namespace, name } = parseEntityRef(props.template, {
    defaultKind: 'template',
  });
  return (
    <div className={styles.empty}>
      <Text>{t('empty.text')}</Text>
      {isOwned === false && <Text>{t('empty.owners')}</Text>}
      {isOwned && templateRoute && (
        <ButtonLink
          variant="primary"
          href={templateRoute({ namespace, templateName: name })}
        >
          {t('empty.button')}
        </ButtonLink>
      )}
    </div>
  );
}
