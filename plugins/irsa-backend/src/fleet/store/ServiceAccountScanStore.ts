import type { Knex } from 'knex';
import type {
  Delivery,
  IamServiceAccountSpec,
  Verification,
} from '@backstage-irsa/core/model';
import { deliveriesOf } from '../../serviceAccounts/DeliveryStore';
import { rolesRecordedFor } from '../../serviceAccounts/ManagedObjectStore';
import { inBatches, pagesById } from '../../database/batches';
import { toList } from '../../database/lists';
import {
  verifiedAtOf,
  type KnownServiceAccount,
} from '../../serviceAccounts/KnownServiceAccount';
import { recordPage, type ScannedPage, type WhereFound } from './recordPage';
import type { LastState } from '@backstage-irsa/core/status';
import { recordedRoleIn } from '../../serviceAccounts/recordedRole';
import {
  TABLES_OF_ONE,
  type Row,
} from '../../serviceAccounts/ServiceAccountRow';

const TABLE = 'service_accounts';

const KNOWN_COLUMNS = [
  'id',
  'namespace',
  'name',
  'digest',
  'deleted_at',
  'scope',
  'spec',
  'entity_ref',
  'owner',
  'linked_entity_ref',
  'verified_role_arn',
  'verified_role_id',
  'service_account_uid',
  'namespace_uid',
  'role_row_id',
  'association',
  'migration_stage',
  'pods_to_restart',
  'proof',
  'status',
  'settling_until',
  'updated_at',
  'scanned_at',
] as const;

type KnownRow = Pick<Row, (typeof KNOWN_COLUMNS)[number]>;

/** Reads and writes IAM service accounts for scans, many at a time. */
export class ServiceAccountScanStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns all IAM service accounts of a cluster, by ID. */
  async known(cluster: string): Promise<Map<string, KnownServiceAccount>> {
    const known = new Map<string, KnownServiceAccount>();
    const pages = pagesById<KnownRow>((after, limit) =>
      this.#knex<Row>(TABLE)
        .where({ cluster })
        .where('id', '>', after)
        .orderBy('id')
        .limit(limit)
        .select(...KNOWN_COLUMNS),
    );
    for await (const rows of pages) {
      const ids = rows.map(({ id }) => id);
      const deliveries = await deliveriesOf(this.#knex, ids);
      const recorded = await rolesRecordedFor(this.#knex, ids);
      const unknown = await this.#unknown(
        rows.filter(row => row.status === 'unknown').map(({ id }) => id),
      );
      for (const row of rows) {
        const { id } = row;
        known.set(
          id,
          toKnown(row, {
            delivery: deliveries.get(id),
            recorded: recorded.get(id),
            unknown: unknown.get(id),
          }),
        );
      }
    }
    return known;
  }

  /** Returns the IDs of the cluster's IAM service accounts that were written or verified outside of the scan since `known` was read. */
  async touchedSince(
    cluster: string,
    known: Map<string, KnownServiceAccount>,
  ): Promise<Set<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ cluster })
      .select('id', 'updated_at', 'scanned_at', 'settling_until');
    return new Set(
      rows
        .filter(row => {
          const before = known.get(row.id);
          return (
            verifiedAtOf(row) !== before?.verifiedAt ||
            row.settling_until !== (before?.last.settlingUntil ?? null)
          );
        })
        .map(({ id }) => id),
    );
  }

  /** Sets the fleet columns of an IAM service account before a scan does. Returns its recorded data; undefined if it is not stored. */
  async place(
    id: string,
    place: Pick<Row, 'scope' | 'pods'>,
  ): Promise<
    | (Pick<
        Row,
        | 'entity_ref'
        | 'owner'
        | 'role_arn'
        | 'service_account_uid'
        | 'namespace_uid'
      > &
        Pick<KnownServiceAccount, 'spec'>)
    | undefined
  > {
    const row = await this.#knex<Row>(TABLE)
      .where({ id })
      .first(
        'entity_ref',
        'owner',
        'role_arn',
        'service_account_uid',
        'namespace_uid',
        'spec',
      );
    if (!row) return undefined;
    await this.#knex<Row>(TABLE)
      .where({ id })
      .update({
        ...place,
        owners: toList(row.owner === null ? [] : [row.owner]),
        catalog_entity_ref: row.entity_ref,
      });
    return { ...row, spec: row.spec === null ? null : JSON.parse(row.spec) };
  }

  /**
   * Stores the scan results of a page. Skips IAM service accounts that were verified after the scan read them, and those that were known before and
   * have been deleted meanwhile. Returns the IDs that were stored.
   *
   * @throws LeaseLostError - if the scan has lost its lease
   */
  async record(page: ScannedPage, where: WhereFound): Promise<string[]> {
    await where.findings.endAcceptances();
    return this.#knex.transaction(transaction =>
      recordPage(transaction, page, where),
    );
  }

  /** Marks IAM service accounts as deleted, except those that were verified or created after the scan wrote them. Returns the marked IDs. */
  async markGone(ids: string[], at: string): Promise<string[]> {
    const marked: string[] = [];
    await inBatches(ids, async batch => {
      const rows = await this.#knex<Row>(TABLE)
        .whereIn('id', batch)
        .whereRaw('updated_at <= scanned_at')
        .update({ deleted_at: at })
        .returning('id');
      marked.push(...rows.map(({ id }) => id));
    });
    return marked;
  }

  /**
   * Deletes the rows of IAM service accounts that have been gone since before a time, with their related data. Keeps rows with a spec or recorded
   * objects: the objects can still exist in AWS, and deleting them requires the row. Returns the deleted IDs.
   */
  async drop(scope: string, goneBefore: string): Promise<string[]> {
    const droppable = (knex: Knex) =>
      knex<Row>(TABLE)
        .where({ scope })
        .where('deleted_at', '<', goneBefore)
        .whereNull('spec')
        .whereNotExists(
          knex('managed_objects').whereRaw(
            'service_account_id = service_accounts.id',
          ),
        );
    const dropped: string[] = [];
    await inBatches(await droppable(this.#knex).pluck('id'), async batch => {
      const ids = await this.#knex.transaction(async transaction => {
        // A spec or an object can have been recorded meanwhile.
        const rows: string[] = await droppable(transaction)
          .whereIn('id', batch)
          .forUpdate()
          .pluck('id');
        for (const table of TABLES_OF_ONE) {
          await transaction(table).whereIn('service_account_id', rows).delete();
        }
        await transaction(TABLE).whereIn('id', rows).delete();
        return rows;
      });
      dropped.push(...ids);
    });
    return dropped;
  }

  /** Returns why and since when each IAM service account is unknown, by ID. */
  async #unknown(ids: string[]): Promise<Map<string, LastState['unknown']>> {
    const states = new Map<string, LastState['unknown']>();
    await inBatches(ids, async batch => {
      const rows = await this.#knex<Row>(TABLE)
        .whereIn('id', batch)
        .select('id', 'verification');
      for (const { id, verification } of rows) {
        const last: Partial<Verification> = JSON.parse(verification ?? '{}');
        states.set(id, last.unknown);
      }
    });
    return states;
  }
}

function toKnown(
  row: KnownRow,
  {
    delivery,
    recorded = new Set(),
    unknown,
  }: {
    delivery: Delivery | undefined;
    recorded: Set<string> | undefined;
    unknown: LastState['unknown'];
  },
): KnownServiceAccount {
  const spec: IamServiceAccountSpec | null = JSON.parse(row.spec ?? 'null');
  return {
    id: row.id,
    namespace: row.namespace,
    name: row.name,
    digest: row.digest,
    verifiedAt: verifiedAtOf(row),
    isGone: row.deleted_at !== null,
    isScanned: row.scope !== null,
    spec,
    entityRef: row.entity_ref,
    owner: row.owner,
    linkedTo: row.linked_entity_ref,
    known: {
      roleArn: row.verified_role_arn ?? undefined,
      roleId: row.verified_role_id ?? undefined,
    },
    grants: spec?.grants ?? [],
    ...(delivery && { delivery }),
    serviceAccountUid: row.service_account_uid,
    namespaceUid: row.namespace_uid,
    ...recordedRoleIn(row),
    association: JSON.parse(row.association ?? 'null'),
    recorded,
    last: {
      ...(row.proof !== null && { proof: JSON.parse(row.proof) }),
      ...(row.settling_until !== null && {
        settlingUntil: row.settling_until,
      }),
      ...(row.status !== null && {
        state: {
          status: row.status,
          checkedAt: row.updated_at,
          ...(unknown && { unknown }),
        },
      }),
    },
  };
}
