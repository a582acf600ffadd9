import type {
  IrsaFindingEvent,
  IrsaServiceAccountEvent,
} from '@backstage-irsa/plugin-irsa-node';
import type { VerificationStatus } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { findingOf } from '../fleet/store/items';
import { recountOpenFindings } from '../fleet/store/openFindingCounts';
import { acceptedSql, openSql } from '../fleet/store/tables';
import type { FindingRow } from '../fleet/store/inventory/rows';
import type { Row } from '../serviceAccounts/ServiceAccountRow';
import { scopeIds } from './issues';
import { reportedAccount } from './reportedAccount';

/** The number of rows on one page. */
const BATCH = 200;

const ACCOUNT_COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'name',
  'role_arn',
  'entity_ref',
  'catalog_entity_ref',
  'owners',
  'status',
  'scope',
  'deleted_at',
  'announced_status',
] as const;

type AccountRow = Pick<
  Row,
  Exclude<(typeof ACCOUNT_COLUMNS)[number], 'status' | 'announced_status'>
> & {
  status: VerificationStatus | null;
  announced_status: IrsaServiceAccountEvent['status'] | null;
};

/** Finds changes for which no event was published. Returns one page at a time. A recorded change is not returned again. */
export class EventStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns findings whose state at a time (in ISO 8601) was not published. */
  async findings(
    type: IrsaFindingEvent['type'],
    now: string,
  ): Promise<IrsaFindingEvent[]> {
    const unannounced = this.#knex('findings').select('id').limit(BATCH);
    if (type === 'resolved' || type === 'retired') {
      const scopes = scopeIds(this.#knex);
      unannounced
        .whereNotNull('resolved_at')
        .whereIn('announced', ['opened', 'accepted']);
      if (type === 'resolved') unannounced.whereIn('scope', scopes);
      else unannounced.whereNotIn('scope', scopes);
    } else {
      unannounced
        .whereRaw(type === 'accepted' ? acceptedSql(now) : openSql(now))
        .whereNull('resolved_at')
        .where(state =>
          state.whereNull('announced').orWhereNot('announced', type),
        );
    }
    const rows: FindingRow[] = await this.#knex('findings')
      .whereIn('id', unannounced)
      .select();
    return rows.map(row => findingEvent(row, type, now));
  }

  /** Records published findings. Recounts those whose acceptance has ended, because the end of an acceptance itself writes nothing. */
  async recordFindings(
    type: IrsaFindingEvent['type'],
    events: IrsaFindingEvent[],
  ): Promise<void> {
    const published = () =>
      this.#knex('findings').whereIn(
        'id',
        events.map(({ finding }) => finding.id),
      );
    await published().update({ announced: type });
    if (type !== 'opened') return;
    const subjectIds = await published()
      .whereNotNull('accepted_until')
      .pluck('subject_id');
    await recountOpenFindings(this.#knex, { subjectIds });
  }

  /** Returns IAM service accounts whose status was not published. */
  async serviceAccounts(): Promise<IrsaServiceAccountEvent[]> {
    const unannounced = this.#knex('service_accounts')
      .select('id')
      .limit(BATCH)
      .where(here =>
        here
          .whereNull('deleted_at')
          .whereNotNull('status')
          .where(status =>
            status
              .whereNull('announced_status')
              .orWhereRaw('announced_status <> status'),
          ),
      )
      .orWhere(deleted =>
        deleted
          .whereNotNull('deleted_at')
          .whereNotIn('announced_status', ['deleted', 'retired']),
      );
    const rows: AccountRow[] = await this.#knex('service_accounts')
      .whereIn('id', unannounced)
      .select(ACCOUNT_COLUMNS);
    const scopes = new Set(await scopeIds(this.#knex).pluck('id'));
    return rows.map(row => accountEvent(row, scopes));
  }

  async recordServiceAccounts(
    events: IrsaServiceAccountEvent[],
  ): Promise<void> {
    for (const status of new Set(events.map(event => event.status))) {
      const same = events.filter(event => event.status === status);
      await this.#knex('service_accounts')
        .whereIn(
          'id',
          same.map(({ serviceAccount }) => serviceAccount.id),
        )
        .update({ announced_status: status });
    }
  }
}

function findingEvent(
  row: FindingRow,
  type: IrsaFindingEvent['type'],
  now: string,
): IrsaFindingEvent {
  const finding = findingOf(row, now);
  return {
    type,
    finding: {
      id: finding.id,
      check: finding.check,
      title: finding.title,
      severity: finding.severity,
      message: finding.message,
      subject: finding.subject,
      entityRef: finding.entityRef,
      owners: finding.owners,
      firstSeenAt: finding.firstSeenAt,
      lastSeenAt: finding.lastSeenAt,
    },
  };
}

function accountEvent(
  row: AccountRow,
  scopes: Set<string>,
): IrsaServiceAccountEvent {
  return {
    type: 'status-changed',
    serviceAccount: reportedAccount({
      ...row,
      entity_ref: row.entity_ref ?? row.catalog_entity_ref,
    }),
    status: statusOf(row, scopes),
    ...(row.announced_status !== null && { before: row.announced_status }),
  };
}

function statusOf(
  { status, scope, deleted_at: deletedAt }: AccountRow,
  scopes: Set<string>,
): IrsaServiceAccountEvent['status'] {
  if (deletedAt === null) return status ?? 'unknown';
  return scope === null || scopes.has(scope) ? 'deleted' : 'retired';
}
