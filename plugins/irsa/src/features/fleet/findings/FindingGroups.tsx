import type { FindingGroup } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { type ReactNode, useCallback, useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { DataTable } from '../../../shared/table/DataTable';
import { useLoaded } from '../../../shared/ui/useLoaded';
import { irsaTranslationRef } from '../../../translation';
import { SeverityBadge } from '../cells/badges';
import { FoundCell, NumberCell } from '../cells/cells';
import { FleetFailure } from '../FleetFailure';
import { SEVERITIES } from '../fleetWords';
import { ListStatus } from '../ListStatus';
import { NoRows } from '../table/NoRows';
import type { TableQuery } from '../table/useTableQuery';

function useColumns() {
  const { t } = useTranslationRef(irsaTranslationRef);
  return useMemo(
    () => [
      {
        id: 'check',
        title: t('column.finding'),
        width: 3.6,
        cell: ({ id, title }: FindingGroup) => (
          <FoundCell title={title} message={id} />
        ),
      },
      {
        id: 'severity',
        title: t('groups.highest'),
        width: 1.3,
        cell: ({ severity }: FindingGroup) => (
          <SeverityBadge severity={severity} />
        ),
      },
      {
        id: 'findings',
        title: t('column.findings'),
        width: 1,
        cell: ({ findings }: FindingGroup) => <NumberCell value={findings} />,
      },
      ...SEVERITIES.map(severity => ({
        id: `of-${severity}`,
        title: t(`severity.${severity}`),
        width: 1,
        cell: (group: FindingGroup) => <NumberCell value={group[severity]} />,
      })),
      {
        id: 'subjects',
        title: t('groups.subjects'),
        width: 1.2,
        cell: ({ subjects }: FindingGroup) => <NumberCell value={subjects} />,
      },
    ],
    [t],
  );
}

/** The matching findings grouped by check, with the number of findings of each severity. A check opens its findings. */
export function FindingGroups(props: {
  table: TableQuery;
  /** The content to show if there are no findings at all. */
  empty: ReactNode;
}) {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  const columns = useColumns();
  const { table } = props;
  const { sort: _sort, order: _order, ...filters } = table.query;
  const text = JSON.stringify(filters);
  const load = useCallback(
    () => irsaApi.listFindingGroups(JSON.parse(text)),
    [irsaApi, text],
  );
  const { value, error, loading, reload } = useLoaded(load);
  const name = t('groups.title');
  const items = value?.items;
  return (
    <>
      <ListStatus
        what={t('table.findings')}
        isLoading={loading}
        found={items && t('groups.found', { count: items.length })}
      />
      {error && <FleetFailure what={name} error={error} onRetry={reload} />}
      {items?.length === 0 && <NoRows table={table} empty={props.empty} />}
      {!error && items?.length !== 0 && (
        <DataTable
          name={name}
          columns={columns}
          rows={items}
          nameOf={({ title }) => title}
          onOpen={check => table.openGroup({ check: [check] })}
        />
      )}
    </>
  );
}
