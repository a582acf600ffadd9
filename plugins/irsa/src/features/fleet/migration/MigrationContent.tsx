import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { Text } from '@backstage/ui';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { FleetSection } from '../FleetSection';
import { FilteredMigrations } from './FilteredMigrations';
import { MigrationFailure } from './MigrationFailure';
import { MigrationSkeleton } from './MigrationSkeleton';
import { MigrationSummary } from './MigrationSummary';

/** The tab "Migration": the progress of the fleet's migration to EKS Pod Identity, for each cluster and account. */
export function MigrationContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  // Load the total counts, which do not depend on the filters.
  const load = useCallback(
    () => irsaApi.listMigrations({ limit: 1 }),
    [irsaApi],
  );
  const { value, error, reload } = useLoaded(load);
  if (error) {
    return (
      <FleetSection>
        <MigrationFailure error={error} onRetry={reload} />
      </FleetSection>
    );
  }
  if (!value) {
    return (
      <FleetSection>
        <MigrationSkeleton />
      </FleetSection>
    );
  }
  const { counts } = value;
  return (
    <FleetSection>
      {counts.length === 0 ? (
        <Text>{t('migration.none')}</Text>
      ) : (
        <>
          <MigrationSummary counts={counts} />
          <FilteredMigrations clusters={counts.map(({ cluster }) => cluster)} />
        </>
      )}
    </FleetSection>
  );
}
