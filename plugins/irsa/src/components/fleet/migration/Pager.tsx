import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import type { MigrationPages } from '../../../hooks/useMigrationPages';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';

/** Which rows are shown, and the ways to those before and after. */
export function Pager({ pages }: { pages: MigrationPages }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, offset, previous, next } = pages;
  const shown = value?.items.length ?? 0;
  return (
    <div className={styles.pager}>
      <Text variant="body-small" role="status">
        {t('migration.page', {
          from: String(offset + 1),
          to: String(offset + shown),
          total: String(value?.total ?? offset + shown),
        })}
      </Text>
      <ButtonIcon
        size="small"
        variant="secondary"
        aria-label={t('migration.previous')}
        icon={<RiArrowLeftSLine aria-hidden />}
        isDisabled={!previous}
        onPress={previous}
      />
      <ButtonIcon
        size="small"
        variant="secondary"
        aria-label={t('migration.next')}
        icon={<RiArrowRightSLine aria-hidden />}
        isDisabled={!next}
        onPress={next}
      />
    </div>
  );
}
