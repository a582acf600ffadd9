import type {
  IrsaFindingEvent,
  IrsaServiceAccountEvent,
} from '@backstage-irsa/plugin-irsa-node';
import type { VerificationStatus } from '@backstage-irsa/plugin-irsa-common';
import type { Knex } from 'knex';
import { severityOf } from '../../governance/severity';
import { fromList } from '../inventory/lists';
import type { FindingDetail, FindingRow } from '../inventory/rows';
import { accepted, notAccepted } from './acceptance';

/** How many rows are looked at together. */
const BATCH = 500;

interface AccountRow {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  role_arn: string | null;
  entity_ref: string | null;
  catalog_entity_ref: string | null;
  owners: string;
  status: VerificationStatus | null;
  gone_at: string | null;
  announced_status: VerificationStatus | 'gone' | null;
}

/** What other plugins were not told of yet. Every answer is one page: what is recorded does not come again. */
export class EventStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): EventStore {
    return new EventStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** Findings in a state, at a time as ISO 8601, that no event told of. */
  async findings(
    type: IrsaFindingEvent['type'],
    now: string,
  ): Promise<IrsaFindingEvent[]> {
    const query = this.#knex<FindingRow & { announced: string | null }>(
      'findings',
    ).limit(BATCH);
    if (type === 'mended') {
      query
        .whereNotNull('mended_at')
        .whereIn('announced', ['opened', 'accepted']);
    } else {
      query
        .whereNull('mended_at')
        .where(type === 'accepted' ? accepted(now) : notAccepted(now))
        .where(state =>
          state.whereNull('announced').orWhereNot('announced', type),
        );
    }
    const rows: FindingRow[] = await query.select();
    return rows.map(row => findingEvent(row, type));
  }

  async recordFinding({ type, finding }: IrsaFindingEvent): Promise<void> {
    await this.#knex('findings')
      .where({ id: finding.id })
      .update({ announced: type });
  }

  /** IAM service accounts in a status that no event told of. */
  async serviceAccounts(): Promise<IrsaServiceAccountEvent[]> {
    const rows: AccountRow[] = await this.#knex<AccountRow>('service_accounts')
      .where(here =>
        here
          .whereNull('gone_at')
          .whereNotNull('status')
          .where(status =>
            status
              .whereNull('announced_status')
              .orWhereRaw('announced_status <> status'),
          ),
      )
      .orWhere(gone =>
        gone.whereNotNull('gone_at').whereNot('announced_status', 'gone'),
      )
      .limit(BATCH)
      .select();
    return rows.map(accountEvent);
  }

  async recordServiceAccount(event: IrsaServiceAccountEvent): Promise<void> {
    await this.#knex('service_accounts')
      .where({ id: event.serviceAccount.id })
      .update({ announced_status: event.status });
  }
}

function findingEvent(
  row: FindingRow,
  type: IrsaFindingEvent['type'],
): IrsaFindingEvent {
  const { title, subjectArn }: FindingDetail = JSON.parse(row.detail);
  return {
    type,
    finding: {
      id: row.id,
      check: row.check_id,
      title,
      severity: severityOf(row.severity) ?? 'low',
      message: row.message,
      subject: {
        kind: row.subject_kind,
        id: row.subject_id,
        name: row.subject_name,
        ...(row.cluster !== null && { cluster: row.cluster }),
        ...(row.namespace !== null && { namespace: row.namespace }),
        ...(row.account_id !== null && { accountId: row.account_id }),
        ...(subjectArn !== undefined && { arn: subjectArn }),
      },
      entityRef: row.entity_ref,
      owners: fromList(row.owners),
      firstSeenAt: row.first_seen_at,
      lastSeenAt: row.last_seen_at,
    },
  };
}

function accountEvent(row: AccountRow): IrsaServiceAccountEvent {
  return {
    type: 'status-changed',
    serviceAccount: {
      id: row.id,
      cluster: row.cluster,
      namespace: row.namespace,
      name: row.name,
      roleArn: row.role_arn,
      entityRef: row.entity_ref ?? row.catalog_entity_ref,
      owners: fromList(row.owners),
    },
    status: row.gone_at === null ? row.status ?? 'unknown' : 'gone',
    ...(row.announced_status !== null && { before: row.announced_status }),
  };
}
