import { Cell, Row as TableRow, TableBody } from '@backstage/ui';
import type { ReactNode } from 'react';
import { CardFold } from './CardFold';
import styles from './DataTable.module.css';
import { useFirstRows } from './useFirstRows';

/** A column of a table. */
export interface DataColumn<Row> {
  id: string;
  title: string;
  /** The column's share of the width, relative to a short text, which has 1. */
  width: number;
  allowsSorting?: boolean;
  cell: (row: Row) => ReactNode;
}

/** The number of columns that a card shows: the title and 3 facts. */
const CARD_COLUMNS = 4;

/** Returns how many of the last columns a card hides. Never 1, because the button would take as much space as that column. */
function foldedOf(columns: readonly unknown[]): number {
  const more = columns.length - CARD_COLUMNS;
  return more > 1 ? more : 0;
}

/** Returns the CSS class for the cells of a column. */
export function cellClass<Column>(
  column: Column,
  columns: readonly Column[],
): string {
  const isFolded =
    columns.indexOf(column) >= columns.length - foldedOf(columns);
  return isFolded ? `${styles.cell} ${styles.folded}` : styles.cell;
}

/** The rows of a table. */
export function DataRows<Row extends { id: string }>(props: {
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  nameOf: (row: Row) => string;
  onOpen?: (id: string) => void;
}) {
  const { columns, nameOf, onOpen } = props;
  const rows = useFirstRows(props.rows);
  const folded = foldedOf(columns);
  return (
    <TableBody items={rows} dependencies={[columns]}>
      {row => (
        <TableRow
          id={row.id}
          columns={columns}
          textValue={nameOf(row)}
          data-opens={onOpen !== undefined || undefined}
          onAction={onOpen && (() => onOpen(row.id))}
        >
          {column => (
            <Cell
              className={cellClass(column, columns)}
              data-title={column.title}
            >
              <div>{column.cell(row)}</div>
              {folded > 0 && column === columns[0] && (
                <CardFold count={folded} name={nameOf(row)} />
              )}
            </Cell>
          )}
        </TableRow>
      )}
    </TableBody>
  );
}
