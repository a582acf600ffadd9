import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { ToggleButton } from '@backstage/ui';
import type { ReactNode } from 'react';
import { irsaTranslationRef } from '../../../translation';
import { ColumnMenu } from './ColumnMenu';
import { ExportMenu } from './ExportMenu';
import { FilterMenu } from './FilterMenu';
import styles from './FleetTable.module.css';
import type { FleetColumn, FleetRow, FleetTableSpec } from './fleetTable';
import { MyTeams } from './MyTeams';
import { SearchInput } from './SearchInput';
import type { useExport } from './useExport';
import type { TableQuery } from './useTableQuery';
import { ViewMenu } from './ViewMenu';

/** The toolbar of a table: search, filters, groups, columns, and export. */
export function FleetToolbar<Row extends FleetRow>(props: {
  spec: FleetTableSpec<Row>;
  table: TableQuery;
  /** The name of the grouped view, if there is one. */
  groups?: string;
  shown: FleetColumn<Row>[];
  onChoose: (ids: readonly string[]) => void;
  exported: ReturnType<typeof useExport>;
  children?: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { spec, table, groups } = props;
  return (
    <div className={styles.toolbar}>
      <SearchInput label={t(`table.${spec.id}`)} table={table} />
      <FilterMenu id={spec.id} filters={spec.filters} table={table} />
      {spec.filters.some(({ id }) => id === 'owner') && (
        <MyTeams id={spec.id} table={table} />
      )}
      {groups !== undefined && (
        <ToggleButton
          size="small"
          isSelected={table.isGrouped}
          onChange={table.group}
        >
          {groups}
        </ToggleButton>
      )}
      <div className={styles.actions}>
        {props.children}
        <ViewMenu id={spec.id} table={table} />
        <ColumnMenu
          columns={spec.columns}
          shown={props.shown}
          onChoose={props.onChoose}
        />
        <ExportMenu query={table.query} exported={props.exported} />
      </div>
    </div>
  );
}
