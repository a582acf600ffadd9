import type {
  ExportedTable,
  FleetFilter,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import type { ReactNode } from 'react';

/** A row of a table of the fleet. */
export interface FleetRow {
  id: string;
}

/** One page of a table, and how many rows there are on all of its pages. */
export interface FleetRows<Row> {
  items: Row[];
  nextCursor?: string;
  total: number;
}

/** Names of columns; each has its heading among the texts. */
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
  /** The word by which the backend sorts, where it can. */
  sort?: string;
  /** Whether it is shown only once somebody chose it. */
  isExtra?: boolean;
  /** Its part of the width, where 1 is that of a short text. */
  width: number;
  cell: (row: Row) => ReactNode;
}

/** Something a table can be filtered by. */
export interface TableFilter {
  id: FleetFilter;
  /** In this order; others that rows have follow. */
  values?: readonly string[];
  /** Whether it holds one value at a time, which the backend does not count. */
  isSingle?: boolean;
}

/** A table of the fleet: what it shows, and what it can be asked for. */
export interface FleetTableSpec<Row extends FleetRow> {
  id: ExportedTable;
  columns: readonly FleetColumn<Row>[];
  filters: readonly TableFilter[];
  /** Filters that only links set, beside those to choose from. */
  hiddenFilters?: readonly FleetFilter[];
  /** How the backend sorts when it is not told. */
  defaultSort?: { column: ColumnName; order: 'asc' | 'desc' };
  /** What names a row, for people. */
  nameOf: (row: Row) => string;
  list: (query: FleetQuery) => Promise<FleetRows<Row>>;
}
