import type { PodsToRestart } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useId } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { CommandList } from '../../viewer/CommandList';
import styles from './MigrationView.module.css';

/** The pods that hold credentials of the old mechanism, and the commands that restart them. */
export function RestartList(props: { restarts: readonly PodsToRestart[] }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const titleId = useId();
  const { restarts } = props;
  if (restarts.length === 0) {
    return <Text variant="body-small">{t('migrate.noRestarts')}</Text>;
  }
  return (
    <div className={styles.part}>
      <Text as="h3" variant="body-medium" weight="bold" id={titleId}>
        {t('migrate.restarts')}
      </Text>
      <ul className={styles.lines} aria-labelledby={titleId}>
        {restarts.map(({ workload, pods }) => (
          <li key={workload}>
            <Text as="span" variant="body-small">
              {t('migrate.restart', { workload, count: pods.length })} (
              {pods.join(', ')})
            </Text>
          </li>
        ))}
      </ul>
      <CommandList
        label={t('migrate.commands')}
        commands={restarts.map(({ command }) => command)}
      />
    </div>
  );
}
