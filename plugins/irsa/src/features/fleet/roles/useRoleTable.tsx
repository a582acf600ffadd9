import type { FleetRole } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { FleetTableSpec } from '../table/fleetTable';
import { ROLE_USES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { SeverityBadge } from '../cells/badges';
import {
  EntityCell,
  NameCell,
  NamesCell,
  Nothing,
  NumberCell,
  OwnersCell,
} from '../cells/cells';

/** The time of a role's last use, if it is known. */
export function LastUsed({ role }: { role: FleetRole }) {
  const { t } = useTranslationRef(irsaTranslationRef);
  if (role.unused === null) return <>{t('role.unusedUnknown')}</>;
  const words = role.unused ? ` ${t('role.unused')}` : '';
  if (!role.lastUsedAt) return <>{t('role.neverUsed')}</>;
  return (
    <>
      <Ago at={role.lastUsedAt} />
      {words}
    </>
  );
}

/** Returns the definition of the roles table. */
export function useRoleTable(): FleetTableSpec<FleetRole> {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  return useMemo(
    () => ({
      id: 'roles',
      nameOf: ({ name, accountId }) => `${name} (${accountId})`,
      list: query => irsaApi.listRoles(query),
      defaultSort: { column: 'risk', order: 'desc' },
      filters: [
        { id: 'unused', values: ['true', 'false'] },
        { id: 'use', values: ROLE_USES },
        { id: 'account' },
        { id: 'cluster' },
        { id: 'owner' },
        { id: 'managedBy' },
      ],
      columns: [
        {
          id: 'role',
          sort: 'name',
          width: 2.8,
          cell: ({ name, arn, accountId }) => (
            <NameCell name={name} copies={arn} minor={accountId} />
          ),
        },
        {
          id: 'risk',
          sort: 'risk',
          width: 1.2,
          cell: ({ risk }) =>
            risk ? <SeverityBadge severity={risk} /> : <Nothing />,
        },
        {
          id: 'use',
          width: 1.8,
          cell: ({ use }) => t(`roleUse.${use}`),
        },
        {
          id: 'serviceAccounts',
          sort: 'serviceAccounts',
          width: 1.3,
          cell: ({ serviceAccounts }) => <NumberCell value={serviceAccounts} />,
        },
        {
          id: 'lastUsed',
          sort: 'lastUsed',
          width: 1.4,
          cell: role => <LastUsed role={role} />,
        },
        {
          id: 'owner',
          sort: 'owner',
          width: 1.6,
          cell: ({ owners }) => <OwnersCell owners={owners} />,
        },
        {
          id: 'findings',
          width: 1.1,
          cell: ({ findings }) => <NumberCell value={findings} />,
        },
        {
          id: 'cluster',
          width: 1.3,
          isExtra: true,
          cell: ({ clusters = [] }) => <NamesCell names={clusters} />,
        },
        {
          id: 'component',
          width: 1.6,
          isExtra: true,
          cell: ({ entityRef }) => <EntityCell entityRef={entityRef} />,
        },
        {
          id: 'boundary',
          width: 2.2,
          isExtra: true,
          cell: ({ boundaryArn }) => boundaryArn ?? <Nothing />,
        },
        {
          id: 'managedBy',
          width: 1.4,
          isExtra: true,
          cell: ({ managedBy }) =>
            managedBy ? (
              [managedBy.tool, managedBy.name].filter(Boolean).join(' ')
            ) : (
              <Nothing />
            ),
        },
        {
          id: 'createdAt',
          width: 1.2,
          isExtra: true,
          cell: ({ createdAt }) => <Ago at={createdAt} />,
        },
      ],
    }),
    [irsaApi, t],
  );
}
