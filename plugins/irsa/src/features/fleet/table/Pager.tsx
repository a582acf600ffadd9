import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { irsaTranslationRef } from '../../../translation';
import styles from './Pager.module.css';
import { type PagePlace, usePageWords } from './usePageWords';

/** The range of the shown rows, with buttons for the previous and next page. */
export function Pager(
  props: PagePlace & { previous?: () => void; next?: () => void },
) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pageWords = usePageWords();
  const { previous, next } = props;
  return (
    <div className={styles.pager}>
      <Text variant="body-small">{pageWords(props)}</Text>
      <ButtonIcon
        size="small"
        variant="secondary"
        aria-label={t('table.previous')}
        icon={<RiArrowLeftSLine aria-hidden />}
        isDisabled={!previous}
        onPress={previous}
      />
      <ButtonIcon
        size="small"
        variant="secondary"
        aria-label={t('table.next')}
        icon={<RiArrowRightSLine aria-hidden />}
        isDisabled={!next}
        onPress={next}
      />
    </div>
  );
}
