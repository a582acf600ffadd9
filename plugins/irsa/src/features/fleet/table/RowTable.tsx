import { useTranslationRef } from '@backstage/frontend-plugin-api';
import type { SortDescriptor } from '@backstage/ui';
import { useMemo } from 'react';
import { DataTable } from '../../../shared/table/DataTable';
import { irsaTranslationRef } from '../../../translation';
import type { FleetColumn, FleetRow, FleetTableSpec } from './fleetTable';
import type { TableQuery } from './useTableQuery';

/** Returns the sort column and direction as the table expects them; undefined if the table does not have the column. */
function sortOf<Row extends FleetRow>(
  { columns, defaultSort }: FleetTableSpec<Row>,
  { sort, order }: TableQuery['query'],
): SortDescriptor | undefined {
  const column = sort
    ? columns.find(one => one.sort === sort)?.id
    : defaultSort?.column;
  if (!column) return undefined;
  const isDescending =
    (order ?? (sort ? 'asc' : defaultSort?.order)) === 'desc';
  return { column, direction: isDescending ? 'descending' : 'ascending' };
}

/** One page of rows. A click on a row, or Enter, opens it. */
export function RowTable<Row extends FleetRow>(props: {
  spec: FleetTableSpec<Row>;
  columns: FleetColumn<Row>[];
  /** The rows; undefined while they load for the first time. */
  rows?: Row[];
  /** Whether newer rows are loading. */
  isStale: boolean;
  table: TableQuery;
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, columns, rows, table } = props;
  const shown = useMemo(
    () =>
      columns.map(({ sort, ...column }) => ({
        ...column,
        title: t(`column.${column.id}`),
        allowsSorting: sort !== undefined,
      })),
    [columns, t],
  );
  const sortBy = ({ column, direction }: SortDescriptor) => {
    const by = columns.find(({ id }) => id === column)?.sort;
    if (by) table.sort(by, direction === 'descending' ? 'desc' : 'asc');
  };
  return (
    <DataTable
      name={t(`table.${spec.id}`)}
      columns={shown}
      rows={rows}
      nameOf={spec.nameOf}
      isStale={props.isStale}
      sort={sortOf(spec, table.query)}
      onSort={sortBy}
      onOpen={table.setOpen}
      selected={props.selected}
      onSelect={props.onSelect}
    />
  );
}
