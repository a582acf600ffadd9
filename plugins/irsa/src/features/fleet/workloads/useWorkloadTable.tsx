import type { FleetWorkload } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { FleetTableSpec } from '../table/fleetTable';
import { IDENTITY_SOURCES } from '../fleetWords';
import { WithCode } from '../../../shared/ui/WithCode';
import { IdentitySourceBadge } from '../cells/badges';
import { EntityCell, NameCell, NumberCell, OwnersCell } from '../cells/cells';

/** Returns the definition of the workloads table. */
export function useWorkloadTable(): FleetTableSpec<FleetWorkload> {
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
          width: 2.2,
          cell: ({ identitySource }) => (
            <IdentitySourceBadge identitySource={identitySource} />
          ),
        },
        {
          id: 'reason',
          width: 2.7,
          cell: ({ reason }) => <WithCode text={reason} />,
        },
        {
          id: 'serviceAccount',
          width: 1.6,
          cell: ({ serviceAccount }) => serviceAccount,
        },
        {
          id: 'owner',
          width: 1.4,
          cell: ({ owners }) => <OwnersCell owners={owners} />,
        },
        {
          id: 'pods',
          sort: 'pods',
          width: 0.8,
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
    [irsaApi],
  );
}
