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
import type { ExportedTable } from '@backstage-irsa/plugin-irsa-common';
import { type CountedValue, useFacets } from './useFacets';
import type { TableQuery } from './useTableQuery';
import type { TableFilter } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { ChosenMark } from '../../../shared/ui/ChosenMark';
import { useFilterWords } from './useFilterWords';

/** From this many on, the values of a filter can be searched. */
const MANY = 8;

/** The values to choose from: those that are known, those that rows have, and those that are chosen. */
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
  counted: readonly CountedValue[];
  chosen: readonly string[];
  onChoose: (values: string[]) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const wordsOf = useFilterWords();
  const { filter, counted, chosen, onChoose } = props;
  const choices = choicesOf(filter, counted, chosen);
  const Choices = choices.length < MANY ? Menu : MenuAutocomplete;
  const words = (value: string, count = 0) =>
    filter.isSingle
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
              .filter(value => keys === 'all' || keys.has(value)),
          )
        }
      >
        {choices.map(({ value, count }) => (
          <MenuItem
            key={value}
            id={value}
            textValue={words(value, count)}
            iconStart={<ChosenMark isChosen={chosen.includes(value)} />}
          >
            {words(value, count)}
          </MenuItem>
        ))}
      </Choices>
    </SubmenuTrigger>
  );
}

/** Sets filters: first what to filter by, then its values, each with the rows that have it. */
export function FilterMenu(props: {
  id: ExportedTable;
  filters: readonly TableFilter[];
  table: TableQuery;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const [isAsked, setAsked] = useState(false);
  const { id, filters, table } = props;
  const facets = useFacets(id, table.query, isAsked);
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
        {filters.map(filter => (
          <Values
            key={filter.id}
            filter={filter}
            counted={facets.get(filter.id) ?? []}
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
