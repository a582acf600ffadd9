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

/** The tab "Migration": how far the fleet is on its way to EKS Pod Identity, by cluster and one by one. */
export function MigrationContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  // The counts of all, which no filter changes.
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
