import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../../shared/ui/useFormats';
import type { Pages } from './usePages';
import type { FleetRows } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';

/** The position of a page in its list. */
export interface PagePlace {
  /** The number of rows before the page. */
  offset: number;
  /** The number of rows on the page. */
  shown: number;
  /** The total number of rows in the list. */
  total: number;
}

/** Returns a function that describes the shown rows, such as "1 to 20 of 2,400". */
export function usePageWords(): (place: PagePlace) => string {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { number } = useFormats();
  return ({ offset, shown, total }) =>
    t('table.page', {
      from: number(offset + 1),
      to: number(offset + shown),
      total: number(total),
    });
}

/** Returns a text with the number of results; undefined while it is unknown. */
export function useFound(pages: Pages<FleetRows<unknown>>): string | undefined {
  const { t } = useTranslationRef(irsaTranslationRef);
  const pageWords = usePageWords();
  const { value, offset } = pages;
  if (!value) return undefined;
  const { items, total } = value;
  return items.length === 0
    ? t('table.nothing')
    : pageWords({ offset, shown: items.length, total });
}
