import type { NodeRole } from '@backstage-irsa/core/model';
import { useApi } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { FleetTableSpec } from '../table/fleetTable';
import { policyName } from '../../../shared/policy/policyName';
import { ReachBadge } from '../cells/badges';
import { NameCell, NamesCell, NumberCell } from '../cells/cells';
import { ExcessCell } from './ExcessCell';

/** Returns the definition of the node roles table. */
export function useNodeRoleTable(): FleetTableSpec<NodeRole> {
  const irsaApi = useApi(irsaApiRef);
  return useMemo(
    () => ({
      id: 'node-roles',
      nameOf: ({ name, cluster }) => `${name} (${cluster})`,
      list: query => irsaApi.listNodeRoles(query),
      filters: [{ id: 'cluster' }],
      columns: [
        {
          id: 'role',
          width: 2.6,
          cell: ({ name, arn, cluster }) => (
            <NameCell name={name} copies={arn} minor={cluster} />
          ),
        },
        {
          id: 'nodeGroups',
          width: 1.6,
          cell: ({ nodeGroups }) => <NamesCell names={nodeGroups} />,
        },
        {
          id: 'excess',
          width: 2.8,
          cell: ({ excess, policiesReason }) => (
            <ExcessCell
              names={excess.map(policyName)}
              isUnread={policiesReason !== undefined}
            />
          ),
        },
        {
          id: 'reach',
          width: 1.8,
          cell: ({ reach }) => <ReachBadge reach={reach} />,
        },
        {
          id: 'dependentWorkloadCount',
          width: 1.2,
          cell: ({ dependentWorkloadCount }) => (
            <NumberCell value={dependentWorkloadCount} />
          ),
        },
        {
          id: 'findings',
          width: 1.1,
          cell: ({ findings }) => <NumberCell value={findings} />,
        },
        {
          id: 'awsAccount',
          width: 1.3,
          isExtra: true,
          cell: ({ accountId }) => accountId,
        },
      ],
    }),
    [irsaApi],
  );
}
