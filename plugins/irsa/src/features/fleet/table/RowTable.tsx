import { useTranslationRef } from '@backstage/frontend-plugin-api';
import {
  Cell,
  Column,
  Row as TableRow,
  type SortDescriptor,
  TableBody,
  TableBodySkeleton,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import type { CSSProperties } from 'react';
import type { TableQuery } from './useTableQuery';
import type { FleetColumn, FleetRow, FleetTableSpec } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import styles from './FleetTable.module.css';

/** Which column the rows are sorted by, in the words of the table; none when that column is not shown. */
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

/** The rows of a page; a press on one, or Enter, opens it. */
export function RowTable<Row extends FleetRow>(props: {
  spec: FleetTableSpec<Row>;
  columns: FleetColumn<Row>[];
  /** Undefined while they are read for the first time. */
  rows?: Row[];
  /** Whether others are being read. */
  isStale: boolean;
  table: TableQuery;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, columns, rows, table } = props;
  const name = t(`table.${spec.id}`);
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  const sort = ({ column, direction }: SortDescriptor) => {
    const by = columns.find(({ id }) => id === column)?.sort;
    if (by) table.sort(by, direction === 'descending' ? 'desc' : 'asc');
  };
  return (
    <div
      className={styles.scroll}
      style={{ '--parts': parts } as CSSProperties}
    >
      <TableRoot
        aria-label={name}
        stale={props.isStale}
        isPending={!rows}
        sortDescriptor={sortOf(spec, table.query)}
        onSortChange={sort}
      >
        <TableHeader columns={columns}>
          {column => (
            <Column
              id={column.id}
              isRowHeader={column === columns[0]}
              allowsSorting={column.sort !== undefined}
              style={{ width: `${(100 * column.width) / parts}%` }}
            >
              {t(`column.${column.id}`)}
            </Column>
          )}
        </TableHeader>
        {rows ? (
          <TableBody items={rows} dependencies={[columns]}>
            {row => (
              <TableRow
                id={row.id}
                columns={columns}
                textValue={spec.nameOf(row)}
                data-opens
                onAction={() => table.setOpen(row.id)}
              >
                {column => <Cell>{column.cell(row)}</Cell>}
              </TableRow>
            )}
          </TableBody>
        ) : (
          <TableBodySkeleton columns={columns} />
        )}
      </TableRoot>
    </div>
  );
}
