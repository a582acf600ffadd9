import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useCallback } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { FleetEmpty } from '../FleetEmpty';
import { FleetFailure } from '../FleetFailure';
import { FleetSection } from '../FleetSection';
import tableStyles from '../table/FleetTable.module.css';
import { IdentitySourceCard } from './IdentitySourceCard';
import styles from './Overview.module.css';
import { OverviewSkeleton } from './OverviewSkeleton';
import { OwnerCard } from './OwnerCard';
import { SeverityCard } from './SeverityCard';
import { StaleNote } from './StaleNote';
import { Trends } from './Trends';
import { WithoutComponent } from './WithoutComponent';

/** The tab "Overview": the state of the fleet, its problems, and what to fix first. One backend response contains all of it. */
export function OverviewContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const load = useCallback(() => irsaApi.getOverview(), [irsaApi]);
  const { value, error, reload } = useLoaded(load);
  const what = t('overview.title');
  if (error) {
    return (
      <FleetSection>
        <FleetFailure what={what} error={error} onRetry={reload} />
      </FleetSection>
    );
  }
  if (!value) {
    return (
      <FleetSection>
        <OverviewSkeleton what={what} />
      </FleetSection>
    );
  }
  const isScanned = value.scopes.some(
    ({ completedAt }) => completedAt !== null,
  );
  if (!isScanned) {
    return (
      <FleetSection>
        <StaleNote scopes={value.scopes} />
        <div className={tableStyles.empty}>
          <FleetEmpty text={t('overview.none')} />
        </div>
      </FleetSection>
    );
  }
  return (
    <FleetSection>
      <StaleNote scopes={value.scopes} />
      <Trends overview={value} />
      <WithoutComponent count={value.withoutOwner} />
      <div className={styles.halves}>
        <SeverityCard findings={value.findings} />
        <OwnerCard owners={value.byOwner} shared={value.findings.shared} />
      </div>
      <IdentitySourceCard identitySource={value.identitySources} />
    </FleetSection>
  );
}
