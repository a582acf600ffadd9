import { type ReactNode, useState } from 'react';
import { StaleNote } from '../overview/StaleNote';
import { useScannedScopes } from '../scannedScopes';
import styles from './FleetTable.module.css';
import type {
  FleetColumn,
  FleetRow,
  FleetRows as Rows,
  FleetTableSpec,
} from './fleetTable';
import { NoResults } from './NoResults';
import { Pager } from './Pager';
import { RowTable } from './RowTable';
import { SelectionBar } from './SelectionBar';
import type { Pages } from './usePages';
import type { TableQuery } from './useTableQuery';

/**
 * Renders the actions for the selected rows. `onDone` ends the selection and reloads the rows. `onPart` is for an action that succeeded for some of
 * them only: it reloads the rows, and those that remain stay selected.
 */
export type RowActions<Row> = (selected: {
  rows: Row[];
  onDone: () => void;
  onPart: () => void;
}) => ReactNode;

function Empty(props: { table: TableQuery; empty: ReactNode }) {
  const { query, filters, clear } = props.table;
  if (query.q || filters.length > 0) return <NoResults onShowAll={clear} />;
  return <div className={styles.empty}>{props.empty}</div>;
}

/** One page of rows, the actions for the selected rows, and the buttons for other pages. */
export function FleetRows<Row extends FleetRow>(props: {
  spec: FleetTableSpec<Row>;
  columns: FleetColumn<Row>[];
  pages: Pages<Rows<Row>>;
  table: TableQuery;
  empty: ReactNode;
  actions?: RowActions<Row>;
}) {
  const { spec, columns, pages, table, actions } = props;
  const [selected, setSelected] = useState<ReadonlySet<string>>(new Set());
  const scanned = useScannedScopes();
  // Wait for the scopes, because a note that appears later would move the rows or their skeleton.
  const value = scanned && pages.value;
  const rows = scanned && (value ?? pages.last)?.items;
  const chosen = (rows ?? []).filter(({ id }) => selected.has(id));
  const clear = () => setSelected(new Set());
  if (value?.items.length === 0) {
    return (
      <>
        <StaleNote scopes={scanned ?? []} />
        <Empty table={table} empty={props.empty} />
      </>
    );
  }
  return (
    <>
      <StaleNote scopes={scanned ?? []} />
      {actions && chosen.length > 0 && (
        <SelectionBar count={chosen.length} onClear={clear}>
          {actions({
            rows: chosen,
            onDone: () => {
              clear();
              pages.reload();
            },
            onPart: pages.reload,
          })}
        </SelectionBar>
      )}
      <RowTable
        key={rows ? 'rows' : 'shapes'}
        spec={spec}
        columns={columns}
        rows={rows}
        isStale={pages.loading}
        table={table}
        {...(actions && { selected, onSelect: setSelected })}
      />
      {rows && <Pager pages={pages} />}
    </>
  );
}
