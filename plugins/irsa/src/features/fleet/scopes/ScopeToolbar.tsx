import type { Scope } from '@backstage-irsa/core/model';
import { useTranslationRef } from '@backstage/frontend-plugin-api';
import { Button, Select, Text } from '@backstage/ui';
import { RiCompassDiscoverLine } from '@remixicon/react';
import { FieldError } from '../../../shared/ui/FieldError';
import { FieldFailure } from '../../../shared/ui/FieldFailure';
import { irsaTranslationRef } from '../../../translation';
import tableStyles from '../table/FleetTable.module.css';
import { SearchInput } from '../table/SearchInput';
import type { TableQuery } from '../table/useTableQuery';
import styles from './Scopes.module.css';
import type { DiscoveryState } from './useDiscovery';

const STATES = ['stale', 'never', 'scanning', 'current'] as const;
const ALL = 'all';

/** The toolbar that searches clusters and AWS accounts, filters them by state, and starts the discovery of new ones. */
export function ScopeToolbar(props: {
  scopes: readonly Scope[];
  table: TableQuery;
  discovery: DiscoveryState;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const { scopes, table, discovery } = props;
  const { places, request, isRunning, failure, retry } = discovery;
  const counts = STATES.map(state => ({
    state,
    count: scopes.filter(scope => scope.state === state).length,
  }));
  return (
    <>
      <div className={tableStyles.toolbar}>
        <SearchInput label={t('scope.all')} table={table} />
        <Select
          className={styles.state}
          aria-label={t('scope.state')}
          size="small"
          options={[
            { id: ALL, label: t('scope.everyState', { count: scopes.length }) },
            ...counts.map(({ state, count }) => ({
              id: state,
              label: `${t(`scopeState.${state}`)} (${count})`,
            })),
          ]}
          value={table.query.state ?? ALL}
          onChange={key =>
            table.filter({ state: key === ALL ? [] : [String(key)] })
          }
        />
        {places?.mayStart && (
          <div className={tableStyles.actions}>
            <Button
              size="small"
              variant="secondary"
              iconStart={<RiCompassDiscoverLine aria-hidden />}
              isPending={request.pending || isRunning}
              onPress={request.ask}
            >
              {t('discovery.start')}
            </Button>
          </div>
        )}
      </div>
      {isRunning && (
        <Text as="p" variant="body-small" role="status">
          {t('discovery.running')}
        </Text>
      )}
      {failure && (
        <FieldFailure
          text={t('discovery.unread', { message: failure.message })}
          onRetry={retry}
        />
      )}
      {request.failure && (
        <FieldError>
          {t('discovery.startFailed', { message: request.failure.message })}
        </FieldError>
      )}
    </>
  );
}
