import type { Knex } from 'knex';
import type { Pairs } from '@backstage-irsa/core/planning';
import {
  type ServiceAccountRef,
  MANAGED_BY,
  MANAGED_BY_KEY,
  PREFIX,
  serviceAccountId,
} from '@backstage-irsa/core/model';
import { readRoleFacts } from '../../fleet/store/inventory/roleFacts';
import type { RoleRow } from '../../fleet/store/inventory/rows';

/** A role that is tagged as created by Backstage, but lacks a record for itself, its policy, or a ServiceAccount that has it. */
export interface UnrecordedRole {
  arn: string;
  tags: Pairs;
  /** The ServiceAccount that its tags name, and the ServiceAccounts that have the role. */
  holders: ServiceAccountRef[];
}

/** The records to restore. */
export interface RecoveredRecord {
  ref: ServiceAccountRef;
  entityRef: string;
  entityUid?: string;
  owner: string;
  records: string[];
}

/** Finds objects that scans found and that have no records, and records them. */
export class RecoveryStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Returns one page of the unrecorded roles below a path, as of the last scans. A page can have fewer than `limit` roles. */
  async page(
    rolePath: string,
    { after, limit }: { after: string; limit: number },
  ): Promise<{ roles: UnrecordedRole[]; next?: string }> {
    const knex = this.#knex;
    const unrecorded = (arn: Knex.Raw) =>
      knex.raw('not exists (select 1 from managed_objects where object = ?)', [
        arn,
      ]);
    const policy = knex.raw("replace(r.arn, ':role/', ':policy/')");
    const rows = await knex<RoleRow>({ r: 'inventory_roles' })
      .whereNull('r.deleted_at')
      .andWhere('r.id', '>', after)
      .andWhere('r.arn', 'like', `arn:%:iam::%:role${rolePath}%`)
      .andWhere(part =>
        part
          .where(unrecorded(knex.raw('r.arn')))
          .orWhere(attached =>
            attached
              .whereRaw("r.facts like '%' || ? || '%'", [policy])
              .where(unrecorded(policy)),
          )
          .orWhereExists(
            knex('service_accounts')
              .whereRaw('role_row_id = r.id')
              .whereNull('owner')
              .whereNull('deleted_at'),
          ),
      )
      .orderBy('r.id')
      .limit(limit + 1)
      .select<RoleRow[]>('r.*');
    const roles: UnrecordedRole[] = [];
    for (const { id, arn, facts } of rows.slice(0, limit)) {
      const { tags } = readRoleFacts(JSON.parse(facts)).role;
      if (tags[MANAGED_BY_KEY] !== MANAGED_BY) continue;
      const holders = await this.#holdersOf(id, serviceAccountIn(tags));
      roles.push({ arn, tags, holders });
    }
    const isMore = rows.length > limit;
    return { roles, ...(isMore && { next: rows[limit - 1].id }) };
  }

  /** Records an IAM service account and the objects that were created for it. Keeps an owner and a spec that are already recorded. */
  async record({
    ref,
    entityRef,
    entityUid,
    owner,
    records,
  }: RecoveredRecord): Promise<void> {
    const id = serviceAccountId(ref);
    const now = new Date().toISOString();
    const ownership = {
      entity_ref: entityRef,
      entity_uid: entityUid ?? null,
      owner,
    };
    await this.#knex.transaction(async transaction => {
      const { cluster, namespace, name } = ref;
      await transaction('service_accounts')
        .insert({
          ...{ id, cluster, namespace, name, ...ownership },
          ...{ created_at: now, updated_at: now },
        })
        .onConflict('id')
        .ignore();
      await transaction('service_accounts')
        .where({ id })
        .whereNull('owner')
        .update({ ...ownership, updated_at: now, digest: null });
      await transaction('managed_objects')
        .insert(
          records.map(object => ({
            ...{ object, service_account_id: id, created_at: now },
            adopted: false,
          })),
        )
        .onConflict(['service_account_id', 'object'])
        .ignore();
    });
  }

  async #holdersOf(
    roleRowId: string,
    named: ServiceAccountRef | undefined,
  ): Promise<ServiceAccountRef[]> {
    const refs: ServiceAccountRef[] = await this.#knex('service_accounts')
      .where({ role_row_id: roleRowId })
      .whereNull('deleted_at')
      .select('cluster', 'namespace', 'name')
      .orderBy(['cluster', 'namespace', 'name']);
    const all = [...(named ? [named] : []), ...refs].map(
      ref => [serviceAccountId(ref), ref] as const,
    );
    return [...new Map(all).values()];
  }
}

function serviceAccountIn(tags: Pairs): ServiceAccountRef | undefined {
  const {
    [`${PREFIX}cluster`]: cluster,
    [`${PREFIX}namespace`]: namespace,
    [`${PREFIX}service-account`]: name,
  } = tags;
  return cluster && namespace && name
    ? { cluster, namespace, name }
    : undefined;
}
