import type {
  ExportedTable,
  FleetFilter,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import type { ReactNode } from 'react';

/** A row of a fleet table. */
export interface FleetRow {
  id: string;
}

/** One page of a table, and the total number of rows on all pages. */
export interface FleetRows<Row> {
  items: Row[];
  nextCursor?: string;
  total: number;
}

/** The names of the columns. Each has a translated heading. */
type ColumnName =
  | 'account'
  | 'status'
  | 'role'
  | 'awsAccount'
  | 'component'
  | 'owner'
  | 'pods'
  | 'findings'
  | 'checkedAt'
  | 'mechanism'
  | 'madeBy'
  | 'managedBy'
  | 'workload'
  | 'identitySource'
  | 'reason'
  | 'serviceAccount'
  | 'severity'
  | 'finding'
  | 'subject'
  | 'check'
  | 'state'
  | 'age'
  | 'use'
  | 'risk'
  | 'lastUsed'
  | 'serviceAccounts'
  | 'boundary'
  | 'cluster'
  | 'createdAt'
  | 'nodeGroups'
  | 'excess'
  | 'reach'
  | 'dependentWorkloadCount';

/** A column of a table. */
export interface FleetColumn<Row> {
  id: ColumnName;
  /** The backend's sort key, if it can sort by this column. */
  sort?: string;
  /** Whether the column is hidden until the user selects it. */
  isExtra?: boolean;
  /** The column's share of the width, relative to a short text, which has 1. */
  width: number;
  cell: (row: Row) => ReactNode;
}

/** A filter of a table. */
export interface TableFilter {
  id: FleetFilter;
  /** The known values, in the order of the menu. Other values that occur in rows follow. */
  values?: readonly string[];
  /** Whether the filter has only one value at a time. The backend does not count rows for such a filter. */
  isSingle?: boolean;
}

/** The definition of a fleet table: its columns, filters, and data source. */
export interface FleetTableSpec<Row extends FleetRow> {
  id: ExportedTable;
  columns: readonly FleetColumn<Row>[];
  filters: readonly TableFilter[];
  /** The filters that only links set. They are not in the filter menu. */
  hiddenFilters?: readonly FleetFilter[];
  /** The backend's sort order if the query has none. */
  defaultSort?: { column: ColumnName; order: 'asc' | 'desc' };
  /** Returns the name of a row for people and screen readers. */
  nameOf: (row: Row) => string;
  list: (query: FleetQuery) => Promise<FleetRows<Row>>;
}
