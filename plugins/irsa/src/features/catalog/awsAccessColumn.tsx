import { stringifyEntityRef, type Entity } from '@backstage/catalog-model';
import { useApi } from '@backstage/frontend-plugin-api';
import { compareStatus } from '@backstage-irsa/core/status';
import type { ReactNode } from 'react';
import { irsaApiRef } from '../../api/irsaApiRef';
import { AccessCell } from './AccessCell';
import { type AccessSummaries, summariesOf } from './AccessSummaries';

/**
 * A column of Backstage's catalog table.
 *
 * @public
 */
export interface AwsAccessColumn {
  title: string;
  field: string;
  render: (row: { entity: Entity }) => ReactNode;
  customSort: (a: { entity: Entity }, b: { entity: Entity }) => number;
}

/**
 * Creates the column "AWS access" for the catalog table: status, highest risk, and the age of the proof. Asks the backend once for all shown rows,
 * and shows only what the user may read. If the table is sorted by this column, entities that need attention come first, and those without access
 * last. A column knows only the rows that the table has shown: entities of pages that were not opened yet also come last.
 *
 * @public
 */
export function createAwsAccessColumn(): AwsAccessColumn {
  let summaries: AccessSummaries | undefined;
  function Cell(props: { entity: Entity }) {
    summaries = summariesOf(useApi(irsaApiRef));
    return <AccessCell {...props} />;
  }
  const accessOf = ({ entity }: { entity: Entity }) =>
    summaries?.known(stringifyEntityRef(entity));
  return {
    title: 'AWS access',
    field: 'entity.awsAccess',
    render: ({ entity }) => <Cell entity={entity} />,
    customSort: (a, b) => {
      const [first, second] = [accessOf(a), accessOf(b)];
      if (!first || !second) return Number(!first) - Number(!second);
      return compareStatus(first.status, second.status);
    },
  };
}
