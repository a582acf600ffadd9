import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useOwned } from './useOwned';
import type { MissingAccounts } from './missingAccounts';
import { irsaTranslationRef } from '../../translation';
import { AddAccess } from './AddAccess';
import { MissingAccountsNote } from './MissingAccountsNote';
import styles from './EmptyAccess.module.css';

/** Explains why an entity has no IAM service account. Shows owners the link to the template that creates one. */
export function EmptyAccess(props: {
  missing: MissingAccounts;
  template: string;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const isOwned = useOwned();
  const { missing } = props;
  if (missing.unread.length > 0 || missing.invalid.length > 0) {
    return <MissingAccountsNote missing={missing} />;
  }
  return (
    <div className={styles.empty}>
      <Text>{t('empty.text')}</Text>
      {isOwned === false && <Text>{t('empty.owners')}</Text>}
      <AddAccess template={props.template} variant="primary">
        {t('empty.button')}
      </AddAccess>
    </div>
  );
}
