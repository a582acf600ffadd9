import {
  Column,
  type SortDescriptor,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import type { CSSProperties } from 'react';
import { cellClass, type DataColumn, DataRows } from './DataRows';
import styles from './DataTable.module.css';
import { RowShapes } from './RowShapes';

/**
 * Rows under their columns; the first column names the row. Below the width of its columns it scrolls, and where there is room for two columns only each
 * row is a card: its name, the next columns as facts, and the others folded.
 */
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
  if (!rows) return <RowShapes />;
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div
      className={styles.scroll}
      style={{ '--parts': parts } as CSSProperties}
    >
      <TableRoot
        aria-label={props.name}
        stale={isStale}
        sortDescriptor={props.sort}
        onSortChange={props.onSort}
        selectionMode={onSelect ? 'multiple' : 'none'}
        selectionBehavior="toggle"
        selectedKeys={props.selected}
        onSelectionChange={keys =>
          onSelect?.(
            new Set(
              keys === 'all' ? rows.map(({ id }) => id) : keys,
            ) as Set<string>,
          )
        }
      >
        <TableHeader columns={columns}>
          {column => (
            <Column
              id={column.id}
              className={cellClass(column, columns)}
              isRowHeader={column === columns[0]}
              allowsSorting={column.allowsSorting}
              style={{ width: `${(100 * column.width) / parts}%` }}
            >
              {column.title}
            </Column>
          )}
        </TableHeader>
        <DataRows {...{ columns, rows, nameOf, onOpen }} />
      </TableRoot>
    </div>
  );
}
