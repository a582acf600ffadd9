import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useFormats } from '../../../hooks/useFormats';
import { irsaTranslationRef } from '../../../translation';
import styles from './Pager.module.css';

/** Which rows are shown, and the ways to those before and after. */
export function Pager(props: {
  offset: number;
  shown: number;
  total: number;
  previous?: () => void;
  next?: () => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  const { offset, shown, total, previous, next } = props;
  return (
    <div className={styles.pager}>
      <Text variant="body-small" role="status">
        {t('migration.page', {
          from: number(offset + 1),
          to: number(offset + shown),
          total: number(total),
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
