import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { useFormats } from '../../../shared/ui/useFormats';
import type { Pages } from './usePages';
import type { FleetRows } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';

/** The place of a page in its list. */
export interface PagePlace {
  /** How many rows stand before it. */
  offset: number;
  /** How many it has. */
  shown: number;
  /** How many the list has. */
  total: number;
}

/** Gives which rows are shown, such as "1 to 20 of 2,400". */
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

/** How much was found, in words; undefined before it is known. */
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
