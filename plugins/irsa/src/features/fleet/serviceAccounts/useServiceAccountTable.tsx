import { type FleetServiceAccount } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import { irsaApiRef } from '../../../api/irsaApiRef';
import { accountLabel } from '../../../shared/serviceAccount/accountLabel';
import type { FleetTableSpec } from '../table/fleetTable';
import { MECHANISMS, STATUSES } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { FleetStatusBadge, SeverityBadge } from '../cells/badges';
import { fleetStatusOf } from './fleetStatus';
import {
  EntityCell,
  NameCell,
  Nothing,
  NumberCell,
  OwnersCell,
  RoleCell,
} from '../cells/cells';

/** The number of open findings of an account, and their highest severity. */
function FindingsCell({ row }: { row: FleetServiceAccount }) {
  const { findings, highestSeverity } = row;
  return (
    <>
      <NumberCell value={findings} />
      {highestSeverity && (
        <>
          {' · '}
          <SeverityBadge severity={highestSeverity} />
        </>
      )}
    </>
  );
}

/** Returns the definition of the IAM service accounts table. */
export function useServiceAccountTable(): FleetTableSpec<FleetServiceAccount> {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  return useMemo(
    () => ({
      id: 'service-accounts',
      nameOf: accountLabel,
      list: query => irsaApi.listFleetServiceAccounts(query),
      defaultSort: { column: 'status', order: 'asc' },
      filters: [
        { id: 'status', values: STATUSES },
        { id: 'cluster' },
        { id: 'namespace' },
        { id: 'owner' },
        { id: 'entity', values: ['none', 'any'] },
        { id: 'link', values: ['proposed', 'linked', 'none'] },
        { id: 'mechanism', values: MECHANISMS },
        { id: 'account' },
      ],
      columns: [
        {
          id: 'account',
          sort: 'place',
          width: 2.5,
          cell: row => (
            <NameCell
              name={`${row.namespace}/${row.name}`}
              minor={row.cluster}
            />
          ),
        },
        {
          id: 'status',
          sort: 'status',
          width: 1.8,
          cell: row => <FleetStatusBadge status={fleetStatusOf(row)} />,
        },
        {
          id: 'role',
          sort: 'role',
          width: 2.1,
          cell: ({ roleArn }) => <RoleCell arn={roleArn} />,
        },
        {
          id: 'owner',
          sort: 'owner',
          width: 1.4,
          cell: ({ owners }) => <OwnersCell owners={owners} />,
        },
        {
          id: 'pods',
          sort: 'pods',
          width: 0.8,
          cell: ({ pods }) =>
            pods === null ? t('status.unknown') : <NumberCell value={pods} />,
        },
        {
          id: 'findings',
          sort: 'findings',
          width: 1.6,
          cell: row => <FindingsCell row={row} />,
        },
        {
          id: 'checkedAt',
          sort: 'checkedAt',
          width: 1.3,
          cell: ({ checkedAt }) =>
            checkedAt ? <Ago at={checkedAt} /> : <Nothing />,
        },
        {
          id: 'component',
          width: 1.6,
          isExtra: true,
          cell: ({ entityRef }) => <EntityCell entityRef={entityRef} />,
        },
        {
          id: 'mechanism',
          width: 1.3,
          isExtra: true,
          cell: ({ mechanism }) => t(`mechanism.${mechanism}`),
        },
        {
          id: 'awsAccount',
          width: 1.3,
          isExtra: true,
          cell: ({ accountId }) => accountId,
        },
        {
          id: 'madeBy',
          width: 1.2,
          isExtra: true,
          cell: ({ managedByBackstage }) =>
            t(
              managedByBackstage
                ? 'cell.managedByBackstage'
                : 'cell.managedByOthers',
            ),
        },
      ],
    }),
    [irsaApi, t],
  );
}
