import type { Finding } from '@backstage-irsa/core/model';
import { useApi, useTranslationRef } from '@backstage/frontend-plugin-api';
import { useMemo } from 'react';
import type { FleetFilter } from '@backstage-irsa/plugin-irsa-common';
import { irsaApiRef } from '../../../api/irsaApiRef';
import type { FleetTableSpec } from '../table/fleetTable';
import { FINDING_STATES, SEVERITIES, SUBJECT_KINDS } from '../fleetWords';
import { irsaTranslationRef } from '../../../translation';
import { Ago } from '../../../shared/ui/Ago';
import { FindingStateBadge, SeverityBadge } from '../cells/badges';
import { EntityCell, FoundCell, NameCell, OwnersCell } from '../cells/cells';

const HIDDEN: readonly FleetFilter[] = ['subjectId'];

/** Returns the cluster or AWS account of a finding's subject. */
function placeOf({ subject }: Finding): string | undefined {
  return subject.cluster ?? subject.accountId;
}

/** Returns the definition of the findings table. */
export function useFindingTable(): FleetTableSpec<Finding> {
  const { t } = useTranslationRef(irsaTranslationRef);
  const irsaApi = useApi(irsaApiRef);
  return useMemo(
    () => ({
      id: 'findings',
      nameOf: ({ title, subject }) => `${title}: ${subject.name}`,
      list: query => irsaApi.listFindings(query),
      defaultSort: { column: 'severity', order: 'desc' },
      filters: [
        { id: 'severity', values: SEVERITIES },
        { id: 'state', values: FINDING_STATES, isSingle: true },
        { id: 'owner' },
        { id: 'cluster' },
        { id: 'account' },
        { id: 'subjectKind', values: SUBJECT_KINDS },
        { id: 'check' },
        { id: 'namespace' },
      ],
      hiddenFilters: HIDDEN,
      columns: [
        {
          id: 'finding',
          width: 3.6,
          cell: ({ title, message }) => (
            <FoundCell title={title} message={message} />
          ),
        },
        {
          id: 'severity',
          sort: 'severity',
          width: 1.3,
          cell: ({ severity }) => <SeverityBadge severity={severity} />,
        },
        {
          id: 'subject',
          sort: 'subject',
          width: 2.4,
          cell: finding => (
            <NameCell
              name={finding.subject.name}
              copies={finding.subject.arn}
              minor={[
                t(`subjectKind.${finding.subject.kind}`),
                placeOf(finding),
              ]
                .filter(Boolean)
                .join(' · ')}
            />
          ),
        },
        {
          id: 'owner',
          sort: 'owner',
          width: 1.6,
          cell: ({ owners }) => <OwnersCell owners={owners} />,
        },
        {
          id: 'age',
          sort: 'age',
          width: 1.4,
          cell: ({ firstSeenAt }) => <Ago at={firstSeenAt} />,
        },
        {
          id: 'state',
          width: 1.2,
          cell: ({ state }) => <FindingStateBadge state={state} />,
        },
        {
          id: 'check',
          sort: 'check',
          width: 1.8,
          isExtra: true,
          cell: ({ check }) => check,
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
