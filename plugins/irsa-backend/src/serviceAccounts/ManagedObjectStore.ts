import type { Knex } from 'knex';
import type {
  ClusterConfig,
  Delivery,
  ServiceAccountRef,
} from '@backstage-irsa/core/model';
import type { Holder } from '@backstage-irsa/core/planning';
import { roleKeyOf } from './RoleLeaseStore';

interface Row {
  object: string;
  service_account_id: string;
  created_at: string;
  sent_at: string | null;
  /** SQLite returns a number. */
  adopted: boolean | number;
}

/** A record with data of its IAM service account. */
interface HolderRow extends Row, Pick<Holder, 'cluster' | 'namespace'> {
  owner: string | null;
  delivery_state: Delivery['state'] | null;
}

const TABLE = 'managed_objects';

/** The SQL expression for the name of a recorded role, exactly as in its index. */
const ROLE_NAME =
  "lower(replace(object, rtrim(object, replace(object, '/', '')), ''))";
const IS_ROLE = "object like 'arn:%:role/%' and object not like '% %'";

/**
 * Stores the objects that Backstage created or adopted for each IAM service account. Ownership requires this record, in addition to path and tags.
 */
export class ManagedObjectStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns the objects that are recorded for an IAM service account, such as ARNs and `cluster/namespace/name`. */
  async objectsOf(serviceAccountId: string): Promise<ReadonlySet<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .select('object');
    return new Set(rows.map(({ object }) => object));
  }

  /** Returns the recorded roles of an account, by ARN, with the IDs of their IAM service accounts. */
  async rolesOfAccount(
    accountId: string,
  ): Promise<ReadonlyMap<string, ReadonlySet<string>>> {
    const rows = await this.#knex<Row>(TABLE)
      .where('object', 'like', `arn:%:iam::${accountId}:role/%`)
      .select('object', 'service_account_id');
    return setsBy(rows, 'object', 'service_account_id');
  }

  /** Returns the IDs of the IAM service accounts for which an object is recorded. */
  async recordedFor(object: string): Promise<ReadonlySet<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ object })
      .select('service_account_id');
    return new Set(rows.map(row => row.service_account_id));
  }

  /** Returns those of the objects that are recorded for other IAM service accounts: several can share a role. */
  async recordedForOthers(
    serviceAccountId: string,
    objects: string[],
  ): Promise<string[]> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('object', objects)
      .whereNot({ service_account_id: serviceAccountId })
      .distinct('object');
    return rows.map(({ object }) => object);
  }

  /** Returns the IDs of other IAM service accounts for which one of the objects is recorded. */
  async othersWith(
    serviceAccountId: string,
    objects: string[],
  ): Promise<string[]> {
    return this.#knex<Row>(TABLE)
      .whereIn('object', objects)
      .whereNot({ service_account_id: serviceAccountId })
      .distinct('service_account_id')
      .pluck('service_account_id');
  }

  /** Returns the record holders of objects, regardless of their owner. */
  async holdersOf(objects: string[]): Promise<Holder[]> {
    return this.#holders(this.#knex<Row>(TABLE).whereIn('object', objects));
  }

  /** Returns the record holders of a role, regardless of the recorded path and letter case. */
  async holdersOfRole(roleArn: string): Promise<Holder[]> {
    const key = roleKeyOf(roleArn);
    const name = key.slice(key.lastIndexOf('/') + 1);
    const holders = await this.#holders(
      this.#knex<Row>(TABLE).whereRaw(`${ROLE_NAME} = ? and ${IS_ROLE}`, [
        name,
      ]),
    );
    return holders.filter(({ object }) => roleKeyOf(object) === key);
  }

  async #holders(records: Knex.QueryBuilder): Promise<Holder[]> {
    const rows: HolderRow[] = await records
      .join(
        'service_accounts',
        'service_accounts.id',
        `${TABLE}.service_account_id`,
      )
      .leftJoin(
        'deliveries',
        'deliveries.service_account_id',
        'service_accounts.id',
      )
      .select(
        ...['object', `${TABLE}.service_account_id`, 'adopted'],
        ...['owner', 'cluster', 'namespace'],
        { delivery_state: 'deliveries.state' },
      );
    return rows.map(row => ({
      object: row.object,
      serviceAccountId: row.service_account_id,
      cluster: row.cluster,
      namespace: row.namespace,
      owner: row.owner ?? '',
      adopted: Boolean(row.adopted),
      isBeingHandedOver: row.delivery_state === 'handing-over',
    }));
  }

  /** Returns the other clusters in which an IAM service account has one of the objects. */
  async clustersBeside(
    { cluster }: Pick<ServiceAccountRef, 'cluster'>,
    objects: string[],
    clusters: ClusterConfig[],
  ): Promise<ClusterConfig[]> {
    const holders = await this.holdersOf(objects);
    const names = new Set(holders.map(holder => holder.cluster));
    return clusters.filter(({ name }) => name !== cluster && names.has(name));
  }

  /** Returns those of the objects that existed before Backstage, regardless of which IAM service account adopted them. */
  async adoptedAmong(objects: string[]): Promise<ReadonlySet<string>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('object', objects)
      .where({ adopted: true })
      .distinct('object');
    return new Set(rows.map(({ object }) => object));
  }

  /** Whether an IAM service account has objects that existed before, even if its last spec does not say so: what came with them stays. */
  async hasAdopted(serviceAccountId: string): Promise<boolean> {
    const objects = [...(await this.objectsOf(serviceAccountId))];
    return (await this.adoptedAmong(objects)).size > 0;
  }

  /** Records objects that are about to be created, so that an interrupted run recognizes them. Existing records stay unchanged. */
  async record(serviceAccountId: string, objects: string[]): Promise<void> {
    if (objects.length === 0) return;
    await this.#knex<Row>(TABLE)
      .insert(newRows(serviceAccountId, objects, { adopted: false }))
      .onConflict(['service_account_id', 'object'])
      .ignore();
  }

  /** Records objects that are about to be adopted. A record from before can be of an object of the same name that Backstage created, and that is gone. */
  async recordAdopted(
    serviceAccountId: string,
    objects: string[],
  ): Promise<void> {
    if (objects.length === 0) return;
    await this.#knex<Row>(TABLE)
      .insert(newRows(serviceAccountId, objects, { adopted: true }))
      .onConflict(['service_account_id', 'object'])
      .merge(['adopted']);
  }

  /** Records that AWS is asked now to create objects, so that it may show them only later. */
  async recordSent(objects: string[]): Promise<void> {
    await this.#setSent(objects, new Date().toISOString());
  }

  /** Records that objects do not exist: AWS refused to create them, or they were deleted. */
  async forgetSent(objects: string[]): Promise<void> {
    await this.#setSent(objects, null);
  }

  async #setSent(objects: string[], sent_at: string | null): Promise<void> {
    if (objects.length === 0) return;
    await this.#knex<Row>(TABLE).whereIn('object', objects).update({ sent_at });
  }

  /** Returns the records of objects, and of their details, whose creation was sent to AWS after a time. */
  async sentSince(since: Date, objects: string[]): Promise<string[]> {
    const holders = this.#knex<Row>(TABLE)
      .whereIn('object', objects)
      .select('service_account_id');
    const sent = await this.#knex<Row>(TABLE)
      .whereIn('service_account_id', holders)
      .where('sent_at', '>', since.toISOString())
      .distinct('object')
      .pluck('object');
    return sent.filter(record =>
      objects.some(
        object => record === object || record.startsWith(`${object} `),
      ),
    );
  }

  /** Forgets objects that no longer exist, for all IAM service accounts. */
  async forgetEnded(objects: string[]): Promise<void> {
    if (objects.length === 0) return;
    await this.#knex<Row>(TABLE).whereIn('object', objects).delete();
  }

  /** Forgets all objects of an IAM service account, because another tool manages them now. */
  async forgetAll(serviceAccountId: string): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .delete();
  }

  /** Forgets the records of objects for one IAM service account. */
  async forget(serviceAccountId: string, objects: string[]): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ service_account_id: serviceAccountId })
      .whereIn('object', objects)
      .delete();
  }
}

function newRows(
  serviceAccountId: string,
  objects: string[],
  { adopted }: Pick<Holder, 'adopted'>,
): Omit<Row, 'sent_at'>[] {
  const created_at = new Date().toISOString();
  return objects.map(object => ({
    object,
    service_account_id: serviceAccountId,
    created_at,
    adopted,
  }));
}

function setsBy(
  rows: Pick<Row, 'object' | 'service_account_id'>[],
  key: 'object' | 'service_account_id',
  value: 'object' | 'service_account_id',
): Map<string, Set<string>> {
  const sets = new Map<string, Set<string>>();
  for (const row of rows) {
    const known = sets.get(row[key]);
    if (known) known.add(row[value]);
    else sets.set(row[key], new Set([row[value]]));
  }
  return sets;
}

/** Returns the ARNs of the roles that are recorded for each IAM service account. */
export async function rolesRecordedFor(
  knex: Knex,
  ids: string[],
): Promise<Map<string, Set<string>>> {
  const rows = await knex<Row>(TABLE)
    .whereIn('service_account_id', ids)
    .where('object', 'like', 'arn:%:role/%')
    .select('object', 'service_account_id');
  return setsBy(rows, 'service_account_id', 'object');
}
