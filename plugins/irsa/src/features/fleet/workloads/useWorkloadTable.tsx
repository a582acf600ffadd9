import type { FleetWorkload } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { FleetTableSpec } from '../table/fleetTable';
import { IDENTITY_SOURCES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { WithCode } from '../../../shared/ui/WithCode';
import { IdentitySourceBadge } from '../cells/badges';
import { EntityCell, NameCell, NumberCell, OwnersCell } from '../cells/cells';

/** Returns the definition of the workloads table. */
export function useWorkloadTable(): FleetTableSpec<FleetWorkload> {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  return useMemo(
    () => ({
      id: 'workloads',
      nameOf: ({ cluster, namespace, name }) =>
        `${cluster} · ${namespace}/${name}`,
      list: query => irsaApi.listFleetWorkloads(query),
      defaultSort: { column: 'identitySource', order: 'asc' },
      filters: [
        { id: 'identitySource', values: IDENTITY_SOURCES },
        { id: 'cluster' },
        { id: 'namespace' },
        { id: 'owner' },
      ],
      columns: [
        {
          id: 'workload',
          sort: 'place',
          width: 2.4,
          cell: ({ cluster, namespace, name }) => (
            <NameCell name={`${namespace}/${name}`} minor={cluster} />
          ),
        },
        {
          id: 'identitySource',
          sort: 'identitySource',
          width: 1.4,
          cell: ({ identitySource }) => (
            <IdentitySourceBadge identitySource={identitySource} />
          ),
        },
        {
          id: 'reason',
          width: 2.8,
          cell: ({ reason, hostNetwork }) => (
            <>
              <WithCode text={reason} />
              {hostNetwork && ` ${t('workload.hostNetwork')}`}
            </>
          ),
        },
        {
          id: 'serviceAccount',
          width: 1.6,
          cell: ({ serviceAccount }) => serviceAccount,
        },
        {
          id: 'owner',
          width: 1.6,
          cell: ({ owners }) => <OwnersCell owners={owners} />,
        },
        {
          id: 'pods',
          sort: 'pods',
          width: 1,
          cell: ({ pods }) => <NumberCell value={pods} />,
        },
        {
          id: 'component',
          width: 1.6,
          isExtra: true,
          cell: ({ entityRef }) => <EntityCell entityRef={entityRef} />,
        },
      ],
    }),
    [irsaApi, t],
  );
}
