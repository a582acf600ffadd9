import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Skeleton, Text, VisuallyHidden } from '@backstage/ui';
import type {
  FleetFilter,
  FleetQuery,
} from '@backstage-irsa/plugin-irsa-common';
import { useScopes } from './useScopes';
import { WithCode } from '../../../shared/ui/WithCode';
import { irsaTranslationRef } from '../../../translation';
import { FleetFailure } from '../FleetFailure';
import { FleetSection } from '../FleetSection';
import { NoResults } from '../table/NoResults';
import { useTableQuery } from '../table/useTableQuery';
import { ClusterSetupDrawer } from './ClusterSetupDrawer';
import { DiscoveryFailures } from './DiscoveryFailures';
import { ScopeCards } from './ScopeCards';
import { ScopeToolbar } from './ScopeToolbar';
import { useDiscovery } from './useDiscovery';
import styles from './Scopes.module.css';

const SHAPES = ['first', 'second', 'third'];

/** Checks whether a scope's name, AWS account, or region contains the search text, and whether it has the requested state. */
function isFound(scope: Scope, { q = '', state }: FleetQuery): boolean {
  const words = [scope.name, scope.accountId, scope.region ?? ''];
  return (
    (state === undefined || scope.state === state) &&
    words.join(' ').toLowerCase().includes(q.toLowerCase())
  );
}

const FILTERS: readonly FleetFilter[] = ['state'];

/**
 * The tab "Clusters": the scanned clusters and AWS accounts, those with a failure first, how current their data is, and buttons to scan and discover
 * now.
 */
export function ScopesContent() {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { value, error, reload, isRequested, follow } = useScopes();
  const discovery = useDiscovery(reload);
  const table = useTableQuery(FILTERS);
  const what = t('scope.all');
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
        <VisuallyHidden role="status">
          {t('fleet.reading', { what })}
        </VisuallyHidden>
        <div className={styles.scopes}>
          {SHAPES.map(shape => (
            <Skeleton key={shape} width="100%" height={180} />
          ))}
        </div>
      </FleetSection>
    );
  }
  const { items } = value;
  const found = items
    .filter(scope => isFound(scope, table.query))
    .sort((one, other) => Number(!one.reason) - Number(!other.reason));
  return (
    <FleetSection>
      <ScopeToolbar scopes={items} table={table} discovery={discovery} />
      <DiscoveryFailures places={discovery.places?.items ?? []} />
      {items.length === 0 && (
        <Text>
          <WithCode text={t('scope.none')} />
        </Text>
      )}
      {items.length > 0 && found.length === 0 && (
        <NoResults onShowAll={table.clear} />
      )}
      {(['cluster', 'account'] as const).map(kind => (
        <ScopeCards
          key={kind}
          {...{ kind, scopes: found, isRequested, onAsked: follow }}
          onSetup={table.setOpen}
        />
      ))}
      {table.open !== undefined && (
        <ClusterSetupDrawer
          cluster={table.open}
          onClose={() => table.setOpen(undefined)}
        />
      )}
    </FleetSection>
  );
}
