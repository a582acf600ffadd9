import { severityOf } from '@backstage-irsa/core/findings';
import { formatServiceAccountRef } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { fromList } from '../database/lists';
import type { FindingDetail, FindingRow } from '../fleet/store/inventory/rows';
import { openSql } from '../fleet/store/tables';
import { nameInCluster } from '../serviceAccounts/nameInCluster';
import type { RemovedRow } from '../serviceAccounts/removals';
import type { Row } from '../serviceAccounts/ServiceAccountRow';
import type { Issue } from './types';

/** The check that finds most causes of broken AWS access of a ServiceAccount. */
export const CHAIN_BROKEN = 'chain-broken';

/** The checks that explain why the AWS access of a ServiceAccount is broken. */
const BREAKING_CHECKS = [CHAIN_BROKEN, 'role-missing'];

/** Matches the details of a finding of `chain-broken` about a warning, such as `Role warning: role quotas`. A warning breaks nothing. */
const WARNING_DETAIL = '%"title":"% warning: %';

export const ACCOUNT_COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'name',
  'entity_ref',
  'catalog_entity_ref',
  'owners',
  'notified_owners',
  'informed_owners',
] as const;

/** Which owners were notified about an issue. All lists are as `toList` writes them. */
export interface NotifiedOwners {
  owners: string;
  /** Owners and former owners whose last notification says that it is open. */
  notified_owners: string;
  /** Owners who were notified of `notified_severity` or worse. */
  informed_owners: string;
  /** The lowest rank that an informed owner was notified of; null if there is none. Absent if the severity never changes. */
  notified_severity?: number | null;
}

export type AccountRow = Pick<
  Row,
  Exclude<(typeof ACCOUNT_COLUMNS)[number], keyof NotifiedOwners>
> &
  NotifiedOwners;

export type NotifiedFindingRow = FindingRow & NotifiedOwners;

/** Queries the IDs of the configured clusters and accounts. What was found in another one is not resolved or deleted, but no longer scanned. */
export function scopeIds(knex: Knex): Knex.QueryBuilder {
  return knex('inventory_scopes').select('id');
}

/** Queries open findings with at least the given severity. `now` is ISO 8601. */
export function openFindings(
  knex: Knex,
  minimumRank: number,
  now: string,
): Knex.QueryBuilder {
  return knex('findings')
    .whereRaw(openSql(now))
    .where('severity', '>=', minimumRank);
}

/**
 * Queries broken IAM service accounts, except those whose cause an unresolved finding explains. If the finding is accepted, or below the minimum
 * severity, nobody is to be notified of the cause.
 */
export function brokenAccounts(knex: Knex): Knex.QueryBuilder {
  return knex('service_accounts')
    .where('status', 'broken')
    .whereNull('deleted_at')
    .whereNotExists(causes(knex));
}

/** Queries broken IAM service accounts whose causes are all accepted. `now` is ISO 8601. */
export function acceptedAccounts(knex: Knex, now: string): Knex.QueryBuilder {
  return knex('service_accounts')
    .where('status', 'broken')
    .whereNull('deleted_at')
    .whereExists(causes(knex))
    .whereNotExists(causes(knex).whereRaw(openSql(now)));
}

/** Queries the unresolved findings that explain why an IAM service account is broken. */
function causes(knex: Knex): Knex.QueryBuilder {
  return knex('findings')
    .whereNull('resolved_at')
    .whereIn('check_id', BREAKING_CHECKS)
    .whereNot('detail', 'like', WARNING_DETAIL)
    .whereRaw('subject_id = service_accounts.id')
    .select(knex.raw('1'));
}

export function findingIssue(row: FindingRow): Issue {
  const detail: FindingDetail = JSON.parse(row.detail);
  return {
    kind: 'finding',
    id: row.id,
    check: row.check_id,
    severity: severityOf(row.severity) ?? 'low',
    title: detail.title,
    subject:
      row.cluster !== null && row.subject_kind !== 'cluster'
        ? `${row.subject_name} in ${row.cluster}`
        : row.subject_name,
    ...(row.subject_kind === 'service-account' && {
      serviceAccount: `${row.cluster}/${row.subject_name}`,
    }),
    message: row.message,
    entityRef: row.entity_ref,
    owners: fromList(row.owners),
  };
}

export function accountIssue(row: AccountRow): Issue {
  const subject = nameInCluster(row);
  return {
    kind: 'service-account',
    id: row.id,
    check: CHAIN_BROKEN,
    severity: 'high',
    title: 'AWS access is broken',
    subject,
    serviceAccount: formatServiceAccountRef(row),
    message: `ServiceAccount ${subject} does not get its AWS role.`,
    entityRef: row.entity_ref ?? row.catalog_entity_ref,
    owners: fromList(row.owners),
  };
}

/** Returns the issue of an IAM service account that was broken when Backstage deleted it. */
export function removedIssue(row: RemovedRow): Issue {
  return {
    ...accountIssue({ ...row, catalog_entity_ref: null }),
    kind: 'removed-service-account',
  };
}
