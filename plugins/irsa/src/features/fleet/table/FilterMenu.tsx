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
import {
  type ExportedTable,
  MAX_FILTER_VALUES,
} from '@backstage-irsa/plugin-irsa-common';
import { type CountedValue, useFacets } from './useFacets';
import type { TableQuery } from './useTableQuery';
import type { TableFilter } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { ChosenMark } from '../../../shared/ui/ChosenMark';
import { useFilterWords } from './useFilterWords';

/** The number of values from which a filter has a search field. */
const MANY = 8;

/** Returns the values to choose from: the known values, those of the rows, and the chosen ones. */
function choicesOf(
  { values = [] }: TableFilter,
  counted: readonly CountedValue[],
  chosen: readonly string[],
): { value: string; count?: number }[] {
  const counts = new Map(counted.map(({ value, count }) => [value, count]));
  const names = new Set([...values, ...counts.keys(), ...chosen]);
  return [...names].map(value => ({ value, count: counts.get(value) }));
}

function Values(props: {
  filter: TableFilter;
  /** The counts; undefined while they are unknown. */
  counted?: readonly CountedValue[];
  chosen: readonly string[];
  onChoose: (values: string[]) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useFilterWords();
  const { filter, counted, chosen, onChoose } = props;
  const choices = choicesOf(filter, counted ?? [], chosen);
  const Choices = choices.length < MANY ? Menu : MenuAutocomplete;
  // The API accepts no more values.
  const isFull = chosen.length >= MAX_FILTER_VALUES;
  const words = (value: string, count = 0) =>
    filter.isSingle || !counted
      ? wordsOf(filter.id, value)
      : t('filters.counted', { value: wordsOf(filter.id, value), count });
  return (
    <SubmenuTrigger>
      <MenuItem isDisabled={choices.length === 0}>
        {t(`filter.${filter.id}`)}
      </MenuItem>
      <Choices
        placement="right top"
        selectionMode={filter.isSingle ? 'single' : 'multiple'}
        selectedKeys={chosen}
        onSelectionChange={keys =>
          onChoose(
            choices
              .map(({ value }) => value)
              .filter(value => keys === 'all' || keys.has(value))
              .slice(0, MAX_FILTER_VALUES),
          )
        }
      >
        {choices.map(({ value, count }) => (
          <MenuItem
            key={value}
            id={value}
            textValue={words(value, count)}
            isDisabled={isFull && !chosen.includes(value)}
            iconStart={<ChosenMark isChosen={chosen.includes(value)} />}
          >
            {words(value, count)}
          </MenuItem>
        ))}
      </Choices>
    </SubmenuTrigger>
  );
}

/** The menu that sets filters: first the filter, then its values, each with its number of rows. */
export function FilterMenu(props: {
  id: ExportedTable;
  filters: readonly TableFilter[];
  table: TableQuery;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  // Rows change while the page is open, and the last request may have failed.
  const [openings, setOpenings] = useState(0);
  const { id, filters, table } = props;
  const facets = useFacets(id, table.query, openings);
  return (
    <MenuTrigger
      onOpenChange={isOpen => isOpen && setOpenings(last => last + 1)}
    >
      <Button
        size="small"
        variant="secondary"
        iconStart={<RiFilterLine aria-hidden />}
      >
        {t('filters.add')}
      </Button>
      <Menu>
        {filters.map(filter => (
          <Values
            key={filter.id}
            filter={filter}
            counted={facets.get(filter.id)}
            chosen={
              table.filters.find(({ id: set }) => set === filter.id)?.values ??
              []
            }
            onChoose={values => table.filter({ [filter.id]: values })}
          />
        ))}
      </Menu>
    </MenuTrigger>
  );
}
