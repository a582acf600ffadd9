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
import type { CSSProperties, ReactNode } from 'react';
import styles from './DataTable.module.css';

/** A column of a table. */
export interface DataColumn<Row> {
  id: string;
  title: string;
  /** Its part of the width, where 1 is that of a short text. */
  width: number;
  allowsSorting?: boolean;
  cell: (row: Row) => ReactNode;
}

/** Rows under their columns; the first column names the row. Below the width of its columns it scrolls. */
export function DataTable<Row extends { id: string }>(props: {
  name: string;
  columns: readonly DataColumn<Row>[];
  /** Undefined while they are read for the first time. */
  rows?: readonly Row[];
  /** What names a row, for people. */
  nameOf: (row: Row) => string;
  /** Whether other rows are being read. */
  isStale?: boolean;
  sort?: SortDescriptor;
  onSort?: (sort: SortDescriptor) => void;
  /** The rows that are selected, where rows can be. */
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  /** Opens a row, by a press on it or Enter. */
  onOpen?: (id: string) => void;
}) {
  const { columns, rows, nameOf, isStale = false, onOpen, onSelect } = props;
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div
      className={styles.scroll}
      style={{ '--parts': parts } as CSSProperties}
    >
      <TableRoot
        aria-label={props.name}
        stale={isStale}
        isPending={!rows}
        sortDescriptor={props.sort}
        onSortChange={props.onSort}
        selectionMode={onSelect ? 'multiple' : 'none'}
        selectionBehavior="toggle"
        selectedKeys={props.selected}
        onSelectionChange={keys =>
          onSelect?.(
            new Set(
              keys === 'all' ? (rows ?? []).map(({ id }) => id) : keys,
            ) as Set<string>,
          )
        }
      >
        <TableHeader columns={columns}>
          {column => (
            <Column
              id={column.id}
              isRowHeader={column === columns[0]}
              allowsSorting={column.allowsSorting}
              style={{ width: `${(100 * column.width) / parts}%` }}
            >
              {column.title}
            </Column>
          )}
        </TableHeader>
        {rows ? (
          <TableBody items={rows} dependencies={[columns]}>
            {row => (
              <TableRow
                id={row.id}
                columns={columns}
                textValue={nameOf(row)}
                data-opens={onOpen !== undefined || undefined}
                onAction={onOpen && (() => onOpen(row.id))}
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
