import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useFormats } from '../../../hooks/useFormats';
import { irsaTranslationRef } from '../../../translation';
import styles from './Pager.module.css';

/** The place of a page in its list. */
interface PagePlace {
  offset: number;
  shown: number;
  total: number;
}

/** Gives which rows are shown, such as "1 to 50 of 2,400". */
export function usePageWords(): (place: PagePlace) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  return ({ offset, shown, total }) =>
    t('migration.page', {
      from: number(offset + 1),
      to: number(offset + shown),
      total: number(total),
    });
}

/** Which rows are shown, and the ways to those before and after. */
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
