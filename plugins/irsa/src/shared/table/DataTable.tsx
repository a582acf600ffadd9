import {
  Column,
  type SortDescriptor,
  TableHeader,
  TableRoot,
} from '@backstage/ui';
import { type CSSProperties, useRef } from 'react';
import { cellClass, type DataColumn, DataRows } from './DataRows';
import styles from './DataTable.module.css';
import { RowShapes } from './RowShapes';
import { IsCards, useIsCards } from './isCards';

interface TableProps<Row> {
  name: string;
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  /** Returns the name of a row for people and screen readers. */
  nameOf: (row: Row) => string;
  /** Whether newer rows are loading. */
  isStale?: boolean;
  sort?: SortDescriptor;
  onSort?: (sort: SortDescriptor) => void;
  /** The IDs of the selected rows, if rows can be selected. */
  selected?: ReadonlySet<string>;
  onSelect?: (ids: Set<string>) => void;
  /** Opens a row when the user clicks it or presses Enter. */
  onOpen?: (id: string) => void;
}

function FilledTable<Row extends { id: string }>(props: TableProps<Row>) {
  const { columns, rows, nameOf, isStale = false, onOpen, onSelect } = props;
  const place = useRef<HTMLDivElement>(null);
  const isCards = useIsCards(place);
  const parts = columns.reduce((sum, { width }) => sum + width, 0);
  return (
    <div
      ref={place}
      className={styles.scroll}
      style={{ '--parts': parts } as CSSProperties}
    >
      <IsCards.Provider value={isCards}>
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
      </IsCards.Provider>
    </div>
  );
}

/**
 * A table whose first column names the row. If the table is narrower than its columns, it scrolls. If only two columns fit, each row is a card with
 * its name and the next columns as facts. The other columns are folded.
 */
export function DataTable<Row extends { id: string }>({
  rows,
  ...others
}: Omit<TableProps<Row>, 'rows'> & {
  /** The rows; undefined while they load for the first time. */
  rows?: readonly Row[];
}) {
  return rows ? <FilledTable rows={rows} {...others} /> : <RowShapes />;
}
