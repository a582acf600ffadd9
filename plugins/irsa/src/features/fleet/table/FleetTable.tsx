import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Alert } from '@backstage/ui';
import { type ReactNode, useCallback, useMemo, useState } from 'react';
import { useIdle } from '../../../shared/ui/useIdle';
import { useExport } from './useExport';
import { usePages } from './usePages';
import { useShownColumns } from './useShownColumns';
import { type TableQuery, useTableQuery } from './useTableQuery';
import type { FleetRow, FleetTableSpec } from './fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { FleetSection } from '../FleetSection';
import { ListStatus } from '../ListStatus';
import { FilterChips } from './FilterChips';
import { FleetRows, type RowActions } from './FleetRows';
import { FleetToolbar } from './FleetToolbar';
import styles from './FleetTable.module.css';
import { useFound } from './usePageWords';

/** A table of the fleet with search, filters, columns, export, and pages. The backend answers all of them. A row opens the drawer. */
export function FleetTable<Row extends FleetRow>(props: {
  spec: FleetTableSpec<Row>;
  /** Renders the additional content of the toolbar. */
  toolbar?: (
    /** Reloads the rows. */
    onChanged: () => void,
  ) => ReactNode;
  /** The content to show if the table has no rows at all. */
  empty: ReactNode;
  /** The grouped view of the rows, which the user can switch on. */
  groups?: { title: string; show: (table: TableQuery) => ReactNode };
  /** Renders the actions for the selected rows. */
  actions?: RowActions<Row>;
  /** Renders the drawer of the open row. */
  drawer: (open: {
    id: string;
    onClose: () => void;
    /** Reloads the rows. */
    onChanged: () => void;
  }) => ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, groups } = props;
  const known = useMemo(
    () => [...spec.filters.map(({ id }) => id), ...(spec.hiddenFilters ?? [])],
    [spec],
  );
  const table = useTableQuery(known);
  const isGrouped = groups !== undefined && table.isGrouped;
  const queryText = JSON.stringify(table.query);
  const list = useCallback(
    (page: { cursor?: string; limit: number }) =>
      spec.list({ ...JSON.parse(queryText), ...page }),
    [spec, queryText],
  );
  const pages = usePages(list);
  // If the page opens with a drawer, render the drawer first and the table behind it later.
  const [isBehind] = useState(table.open !== undefined);
  const isIdle = useIdle(isBehind && !pages.loading);
  const { shown, choose } = useShownColumns(spec.id, spec.columns);
  const found = useFound(pages);
  const exported = useExport(spec.id);
  const name = t(`table.${spec.id}`);
  return (
    <FleetSection>
      {(isIdle || !isBehind) && (
        <div className={styles.part}>
          <FleetToolbar
            spec={spec}
            table={table}
            groups={groups?.title}
            shown={shown}
            onChoose={choose}
            exported={exported}
          >
            {props.toolbar?.(pages.reload)}
          </FleetToolbar>
          <FilterChips table={table} />
          {exported.failure && (
            <Alert
              role="alert"
              status="danger"
              icon
              title={t('table.exportFailed', {
                message: exported.failure.message,
              })}
            />
          )}
          {isGrouped && groups.show(table)}
          {!isGrouped && pages.error && (
            <FleetFailure
              what={name}
              error={pages.error}
              onRetry={pages.reload}
            />
          )}
          {!isGrouped && !pages.error && (
            <FleetRows
              spec={spec}
              columns={shown}
              pages={pages}
              table={table}
              empty={props.empty}
              actions={props.actions}
            />
          )}
        </div>
      )}
      <ListStatus
        what={name}
        isLoading={!isGrouped && pages.loading}
        found={isGrouped ? undefined : found}
      />
      {table.open &&
        props.drawer({
          id: table.open,
          onClose: () => table.setOpen(undefined),
          onChanged: pages.reload,
        })}
    </FleetSection>
  );
}
