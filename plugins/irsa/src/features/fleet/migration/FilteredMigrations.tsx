import type { Migration } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { type MigrationFilter, useMigrationFilter } from './useMigrationFilter';
import { type Pages, usePages } from '../table/usePages';
import type { FleetRows } from '../table/fleetTable';
import { irsaTranslationRef } from '../../../translation';
import { ListStatus } from '../ListStatus';
import { NoResults } from '../table/NoResults';
import { Pager } from '../table/Pager';
import { useFound } from '../table/usePageWords';
import styles from './Migration.module.css';
import { MigrationFailure } from './MigrationFailure';
import { MigrationFilters } from './MigrationFilters';
import { MigrationSkeleton } from './MigrationSkeleton';
import { MigrationTable } from './MigrationTable';

function useMigrationPages({ stage, cluster }: MigrationFilter) {
  const irsaApi = useApi(irsaApiRef);
  const list = useCallback(
    async (page: { cursor?: string; limit: number }) => {
      const answer = await irsaApi.listMigrations({ stage, cluster, ...page });
      return { ...answer, total: answer.total ?? answer.items.length };
    },
    [irsaApi, stage, cluster],
  );
  return usePages(list);
}

function Rows(props: {
  pages: Pages<FleetRows<Migration>>;
  onClear: () => void;
}) {
  const { pages } = props;
  const { value, last, error, reload } = pages;
  const shown = value ?? last;
  if (error) return <MigrationFailure error={error} onRetry={reload} />;
  if (!shown) return <MigrationSkeleton />;
  if (value?.items.length === 0) return <NoResults onShowAll={props.onClear} />;
  return (
    <>
      <MigrationTable migrations={shown.items} isStale={!value} />
      <Pager pages={pages} />
    </>
  );
}

/** The accounts of the fleet that match the filters, page by page. */
export function FilteredMigrations(props: { clusters: readonly string[] }) {
  const { filter, change } = useMigrationFilter();
  const { t } = useTranslationRef(irsaTranslationRef);
  const pages = useMigrationPages(filter);
  const found = useFound(pages);
  return (
    <div className={styles.part}>
      <MigrationFilters
        filter={filter}
        clusters={props.clusters}
        onChange={change}
      />
      <ListStatus
        what={t('migration.table')}
        isLoading={pages.loading}
        found={found}
      />
      <Rows
        pages={pages}
        onClear={() => change({ stage: undefined, cluster: undefined })}
      />
    </div>
  );
}
