import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Text } from '@backstage/ui';
import { useMigrationFilter } from '../../../hooks/useMigrationFilter';
import {
  type MigrationPages,
  useMigrationPages,
} from '../../../hooks/useMigrationPages';
import { irsaTranslationRef } from '../../../translation';
import styles from './Migration.module.css';
import { MigrationFailure } from './MigrationFailure';
import { MigrationFilters } from './MigrationFilters';
import { MigrationSkeleton } from './MigrationSkeleton';
import { MigrationTable } from './MigrationTable';
import { Pager } from './Pager';

function Rows(props: { pages: MigrationPages; onClear: () => void }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload } = props.pages;
  if (error) return <MigrationFailure error={error} onRetry={reload} />;
  if (!value) return <MigrationSkeleton />;
  if (value.items.length === 0) {
    return (
      <div className={styles.empty}>
        <Text>{t('migration.noneMatch')}</Text>
        <Button size="small" variant="secondary" onPress={props.onClear}>
          {t('migration.clear')}
        </Button>
      </div>
    );
  }
  return (
    <>
      <MigrationTable migrations={value.items} />
      <Pager pages={props.pages} />
    </>
  );
}

/** The accounts of the fleet that match the filters, page by page. */
export function FilteredMigrations(props: { clusters: readonly string[] }) {
  const { filter, change } = useMigrationFilter();
  const pages = useMigrationPages(filter);
  return (
    <div className={styles.part}>
      <MigrationFilters
        filter={filter}
        clusters={props.clusters}
        onChange={change}
      />
      <Rows
        pages={pages}
        onClear={() => change({ stage: undefined, cluster: undefined })}
      />
    </div>
  );
}
