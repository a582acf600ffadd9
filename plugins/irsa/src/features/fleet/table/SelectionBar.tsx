import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';

/** The number of selected rows, and the actions for them. */
export function SelectionBar(props: {
  count: number;
  onClear: () => void;
  children: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  return (
    <section className={styles.selection} aria-label={t('selection.title')}>
      <Text as="span" variant="body-small" weight="bold" role="status">
        {t('selection.count', { count: props.count })}
      </Text>
      {props.children}
      <Button size="small" variant="tertiary" onPress={props.onClear}>
        {t('selection.clear')}
      </Button>
    </section>
  );
}
