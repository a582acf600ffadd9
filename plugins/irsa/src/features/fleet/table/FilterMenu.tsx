import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Button,
  Menu,
  MenuAutocomplete,
  MenuItem,
  MenuTrigger,
  SubmenuTrigger,
} from '@backstage/ui';
import { RiFilterLine } from '@remixicon/react';
import { useState } from 'react';
import { type FilterChoices, useFilterChoices } from './useFilterChoices';
import type { TableQuery } from './useTableQuery';
import type { TableFilter } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { useFilterWords } from './useFilterWords';

/** From this many on, the values of a filter can be searched. */
const MANY = 8;

function valuesOf<Row>(
  { values }: TableFilter<Row>,
  choices: FilterChoices,
  rows: readonly Row[],
): string[] {
  if (values === 'owners') return ['none', ...choices.owners];
  if (typeof values === 'string') return choices[values];
  if (typeof values !== 'function') return [...values];
  const shown = new Set(rows.map(values));
  return [...shown].filter(value => value !== undefined).sort();
}

/** Adds a filter: first what to filter by, then the value. */
export function FilterMenu<Row>(props: {
  filters: readonly TableFilter<Row>[];
  /** Those shown now. */
  rows: readonly Row[];
  table: TableQuery;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useFilterWords();
  const [isAsked, setAsked] = useState(false);
  const choices = useFilterChoices(isAsked);
  const { filters, rows, table } = props;
  return (
    <MenuTrigger onOpenChange={isOpen => isOpen && setAsked(true)}>
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFilterLine aria-hidden />}
      >
        {t('filters.add')}
      </Button>
      <Menu>
        {filters.map(filter => {
          const values = valuesOf(filter, choices, rows);
          const Values = values.length < MANY ? Menu : MenuAutocomplete;
          return (
            <SubmenuTrigger key={filter.id}>
              <MenuItem isDisabled={values.length === 0}>
                {t(`filter.${filter.id}`)}
              </MenuItem>
              <Values
                onAction={value => table.filter({ [filter.id]: String(value) })}
              >
                {values.map(value => (
                  <MenuItem key={value} id={value}>
                    {wordsOf(filter.id, value)}
                  </MenuItem>
                ))}
              </Values>
            </SubmenuTrigger>
          );
        })}
      </Menu>
    </MenuTrigger>
  );
}
