import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { irsaTranslationRef } from '../../../translation';
import styles from './MigrationView.module.css';

/** The steps that run when the migration is requested again after the restarts. Renders nothing if there are none. */
export function RemainingList({ remaining = [] }: { remaining?: string[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  if (remaining.length === 0) return null;
  return (
    <div className={styles.part}>
      <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
        {t('migrate.remaining')}
      </Text>
      <ul className={styles.lines} aria-labelledby={titleId}>
        {remaining.map(sentence => (
          <li key={sentence}>
            <Text as="span" variant="body-small">
              {sentence}
            </Text>
          </li>
        ))}
      </ul>
    </div>
  );
}
