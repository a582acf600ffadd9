import type { ReactNode } from 'react';
import styles from './FleetTable.module.css';
import { NoResults } from './NoResults';
import type { TableQuery } from './useTableQuery';

/** Takes the place of the rows if there are none: says whether none matches the search and filters, or whether the table is empty. */
export function NoRows(props: { table: TableQuery; empty: ReactNode }) {
  const { query, filters, clear } = props.table;
  if (query.q || filters.length > 0) return <NoResults onShowAll={clear} />;
  return <div className={styles.empty}>{props.empty}</div>;
}
