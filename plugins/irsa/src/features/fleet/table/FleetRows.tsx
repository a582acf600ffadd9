import { type ReactNode, useState } from 'react';
import { StaleNote } from '../overview/StaleNote';
import { useScannedScopes } from '../scannedScopes';
import type {
  FleetColumn,
  FleetRow,
  FleetRows as Rows,
  FleetTableSpec,
} from './fleetTable';
import { NoRows } from './NoRows';
import { Pager } from './Pager';
import { RowTable } from './RowTable';
import { SelectionBar } from './SelectionBar';
import type { Pages } from './usePages';
import type { TableQuery } from './useTableQuery';
import styles from './FleetTable.module.css';

/**
 * Renders the actions for the selected rows. `onDone` ends the selection, reloads the rows, and shows a text if the result of the action comes later.
 * `onPart` is for an action that succeeded for some of them only: it reloads the rows, and those that remain stay selected.
 */
export type RowActions<Row> = (selected: {
  rows: Row[];
  onDone: (started?: string) => void;
  onPart: () => void;
}) => ReactNode;

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
  // What the last action started, until the next selection.
  const [started, setStarted] = useState<string>();
  const scanned = useScannedScopes();
  // Wait for the scopes, because a note that appears later would move the rows or their skeleton.
  const value = scanned && pages.value;
  const rows = scanned && (value ?? pages.last)?.items;
  const chosen = (rows ?? []).filter(({ id }) => selected.has(id));
  const select = (ids: ReadonlySet<string>, text?: string) => {
    setSelected(ids);
    setStarted(text);
  };
  const note = (
    <div role="status" className={styles.note}>
      {started}
    </div>
  );
  if (value?.items.length === 0) {
    return (
      <>
        <StaleNote scopes={scanned ?? []} />
        {note}
        <NoRows table={table} empty={props.empty} />
      </>
    );
  }
  return (
    <>
      <StaleNote scopes={scanned ?? []} />
      {actions && chosen.length > 0 && (
        <SelectionBar count={chosen.length} onClear={() => select(new Set())}>
          {actions({
            rows: chosen,
            onDone: text => {
              select(new Set(), text);
              pages.reload();
            },
            onPart: pages.reload,
          })}
        </SelectionBar>
      )}
      {note}
      <RowTable
        key={rows ? 'rows' : 'shapes'}
        spec={spec}
        columns={columns}
        rows={rows}
        isStale={pages.loading}
        table={table}
        {...(actions && { selected, onSelect: select })}
      />
      {rows && <Pager pages={pages} />}
    </>
  );
}
