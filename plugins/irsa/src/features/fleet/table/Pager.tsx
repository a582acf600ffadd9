import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ButtonIcon, Text } from '@backstage/ui';
import { RiArrowLeftSLine, RiArrowRightSLine } from '@remixicon/react';
import { useRef, useState } from 'react';
import { irsaTranslationRef } from '../../../translation';
import type { FleetRows } from './fleetTable';
import styles from './Pager.module.css';
import { type PagePlace, usePageWords } from './usePageWords';
import type { Pages } from './usePages';

/**
 * The range of the shown rows, with buttons for the previous and next page. While the next page loads, the pressed button stays and keeps the focus,
 * so that keyboard users can go from page to page. Renders nothing for a page without rows.
 */
export function Pager({ pages }: { pages: Pages<FleetRows<unknown>> }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pageWords = usePageWords();
  const { value, offset, previous, next } = pages;
  const [pressed, setPressed] = useState<'previous' | 'next'>();
  const last = useRef<PagePlace>();
  if (value) {
    const { items, total } = value;
    last.current = { offset, shown: items.length, total };
    if (pressed) setPressed(undefined);
  }
  const place = last.current;
  if (!place || place.shown === 0) return null;
  const buttons = [
    { id: 'previous', go: previous, icon: <RiArrowLeftSLine aria-hidden /> },
    { id: 'next', go: next, icon: <RiArrowRightSLine aria-hidden /> },
  ] as const;
  return (
    <div className={styles.pager}>
      <Text variant="body-small">{pageWords(place)}</Text>
      {buttons.map(({ id, go, icon }) => (
        <ButtonIcon
          key={id}
          size="small"
          variant="secondary"
          aria-label={t(`table.${id}`)}
          icon={icon}
          isDisabled={!go && pressed !== id}
          isPending={pressed === id}
          onPress={() => {
            setPressed(id);
            go?.();
          }}
        />
      ))}
    </div>
  );
}
