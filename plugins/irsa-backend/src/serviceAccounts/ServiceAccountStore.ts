import type { Knex } from 'knex';
import {
  type IamServiceAccount,
  type IamServiceAccountSpec,
  type PlanStep,
  type ServiceAccountRef,
  type VerificationStatus,
  serviceAccountId,
  type KnownRole,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../config/types';
import { inBatches } from '../database/batches';
import { isOutdated } from './isOutdated';
import { cutOffsOf, forgetCutOffs } from './cutOffs/CutOffStore';
import { deliveriesOf, forgetDelivery } from './DeliveryStore';
import { readRecordedRole } from './recordedRole';
import type { VerificationRecord } from './VerificationRecord';
import {
  firstUids,
  observedColumns,
  TABLES_OF_ONE,
  type Row,
  whereRoleArn,
} from './ServiceAccountRow';
import { keepRemoved } from './removals';
import { toServiceAccount, unseenServiceAccount } from './toServiceAccount';
import { recordVerifications } from './VerificationStore';
import type { LastVerification } from '@backstage-irsa/core/status';

const TABLE = 'service_accounts';

/** A filter for IAM service accounts. */
export interface ListFilter {
  cluster?: string;
  namespace?: string;
  status?: VerificationStatus;
  owner?: string;
}

/** Stores IAM service accounts as last observed, with their history. */
export class ServiceAccountStore {
  readonly #knex: Knex;
  readonly #config: Pick<IrsaConfig, 'clusters'>;

  constructor(options: { knex: Knex; config: Pick<IrsaConfig, 'clusters'> }) {
    this.#knex = options.knex;
    this.#config = options.config;
  }

  async get(id: string): Promise<IamServiceAccount | undefined> {
    const [account] = await this.getMany([id]);
    return account;
  }

  async getMany(ids: string[]): Promise<IamServiceAccount[]> {
    const [rows, deliveries, cutOffs] = await Promise.all([
      this.#knex<Row>(TABLE).whereIn('id', ids),
      deliveriesOf(this.#knex, ids),
      cutOffsOf(this.#knex, ids),
    ]);
    return rows.map(row => {
      const delivery = deliveries.get(row.id);
      return {
        ...toServiceAccount(row, this.#config),
        ...(delivery && { delivery }),
        cutOff: cutOffs.get(row.id) ?? null,
      };
    });
  }

  /** Returns IAM service accounts in the order of the references. One that is not stored has only its name. */
  async ofRefs(refs: ServiceAccountRef[]): Promise<IamServiceAccount[]> {
    const byId = new Map<string, IamServiceAccount>();
    // Parsing the rows of many entities at once would block everything else.
    await inBatches([...new Set(refs.map(serviceAccountId))], async ids => {
      for (const account of await this.getMany(ids)) {
        byId.set(account.id, account);
      }
    });
    return refs.map(ref => {
      const id = serviceAccountId(ref);
      return byId.get(id) ?? unseenServiceAccount(ref, this.#config);
    });
  }

  /** Returns the role of the last verification with the status `verified`. */
  async verifiedRole(id: string): Promise<KnownRole> {
    const row = await this.#knex<Row>(TABLE)
      .where({ id })
      .first('verified_role_arn', 'verified_role_id');
    const { verified_role_arn: roleArn, verified_role_id: roleId } = row ?? {};
    return { roleArn: roleArn ?? undefined, roleId: roleId ?? undefined };
  }

  /** Returns the row ID of the role that it had when it was last observed, and how far its migration was. */
  recordedRole(id: string): ReturnType<typeof readRecordedRole> {
    return readRecordedRole(this.#knex, id);
  }

  /** Returns the result of the last verification, and the last live proof. */
  async lastVerification(id: string): Promise<LastVerification> {
    const row = await this.#knex<Row>(TABLE)
      .where({ id })
      .first('verification', 'proof', 'settling_until');
    return {
      ...(row?.verification && { state: JSON.parse(row.verification) }),
      ...(row?.proof && { proof: JSON.parse(row.proof) }),
      ...(row?.settling_until && { settlingUntil: row.settling_until }),
    };
  }

  /** Records until when IAM can still be propagating changes; null if they are visible everywhere. */
  async recordSettling(id: string, until: Date | null): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ id })
      .update({ settling_until: until && until.toISOString() });
  }

  /** Returns the stored UID of the ServiceAccount; null if none was found since the last recorded intent. */
  async serviceAccountUid(id: string): Promise<string | null> {
    const row = await this.#knex<Row>(TABLE)
      .where({ id })
      .first('service_account_uid');
    return row?.service_account_uid ?? null;
  }

  /** Returns for each entity the IAM service accounts that are recorded for it, and those without an owner that are linked to it. */
  async refsOfEntities(
    entityRefs: string[],
  ): Promise<Map<string, ServiceAccountRef[]>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('entity_ref', entityRefs)
      .orWhere(linked =>
        linked.whereIn('linked_entity_ref', entityRefs).whereNull('owner'),
      )
      .select('cluster', 'namespace', 'name')
      .select('entity_ref', 'linked_entity_ref', 'owner')
      .orderBy(['cluster', 'namespace', 'name']);
    return new Map(
      entityRefs.map(entityRef => [
        entityRef,
        rows.filter(
          row =>
            row.entity_ref === entityRef ||
            (row.linked_entity_ref === entityRef && row.owner === null),
        ),
      ]),
    );
  }

  /** Returns the ServiceAccounts that had a role when they were last observed. */
  async refsOfRole(roleArn: string): Promise<ServiceAccountRef[]> {
    return this.#knex<Row>(TABLE)
      .where(query => whereRoleArn(query, [roleArn]))
      .whereNull('deleted_at')
      .select('cluster', 'namespace', 'name')
      .orderBy(['cluster', 'namespace', 'name']);
  }

  /** Returns the UIDs of the entities that the IAM service accounts were recorded for, by ID; null if there was none. */
  async entityUids(ids: string[]): Promise<Map<string, string | null>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('id', ids)
      .select('id', 'entity_uid');
    return new Map(rows.map(({ id, entity_uid: uid }) => [id, uid]));
  }

  /** Stores the UID of an entity that was registered, with the recorded owner, after its IAM service account was created. */
  async recordEntityUid(
    entity: { entityRef: string; owner: string },
    uid: string,
  ): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ entity_ref: entity.entityRef, owner: entity.owner })
      .whereNull('entity_uid')
      .update({ entity_uid: uid });
  }

  /** Records a spec, its owner, and its settling time before anything is created. Forgets its delivery, because Backstage applies it now. */
  async recordIntent(options: {
    id: string;
    spec: IamServiceAccountSpec;
    entityRef: string;
    entityUid?: string;
    owner: string;
    settlingUntil?: Date;
  }): Promise<void> {
    await forgetDelivery(this.#knex, options.id);
    const { id, spec, entityRef, entityUid = null, owner } = options;
    const { settlingUntil } = options;
    const now = new Date().toISOString();
    const intent = {
      entity_ref: entityRef,
      owner,
      spec: JSON.stringify(spec),
      updated_at: now,
      deleted_at: null,
      // The objects that exist now are the right ones from here on.
      service_account_uid: null,
      namespace_uid: null,
      ...(settlingUntil && { settling_until: settlingUntil.toISOString() }),
    };
    await this.#knex<Row>(TABLE)
      .insert({
        id,
        entity_uid: entityUid,
        cluster: spec.cluster,
        namespace: spec.namespace,
        name: spec.name,
        created_at: now,
        ...intent,
      })
      .onConflict('id')
      .merge({
        ...intent,
        // An entity that was recreated under the same name must not replace the recorded one.
        entity_uid: this.#knex.raw('coalesce(??.entity_uid, ?)', [
          TABLE,
          entityUid,
        ]),
      });
  }

  /**
   * Stores a verification as the newest, and in the history, unless a newer one was stored meanwhile. With `onlyStored`, stores nothing if the IAM
   * service account was deleted meanwhile.
   */
  async recordFinding(
    record: VerificationRecord,
    { onlyStored = false } = {},
  ): Promise<'stored' | 'outdated' | 'deleted'> {
    const { id, ref, verification } = record;
    const now = new Date().toISOString();
    const observed = {
      ...observedColumns(record),
      ...(verification.status === 'verified' && {
        verified_role_arn: record.roleArn,
        verified_role_id: record.roleId,
      }),
      // Without a digest, the next scan always processes it.
      digest: null,
      updated_at: now,
    };
    return this.#knex.transaction(async transaction => {
      const stored = await transaction<Row>(TABLE)
        .where({ id })
        .forUpdate()
        .first('proof', 'verification');
      if (onlyStored && !stored) return 'deleted';
      if (stored && isOutdated(record, stored)) return 'outdated';
      await transaction<Row>(TABLE)
        .insert({
          id,
          cluster: ref.cluster,
          namespace: ref.namespace,
          name: ref.name,
          entity_ref: record.entityRef ?? null,
          created_at: now,
          ...observed,
        })
        .onConflict('id')
        .merge({ ...observed, ...firstUids(transaction) });
      // Without an owner, it belongs to the entity on which it and the catalog agree now.
      await transaction<Row>(TABLE)
        .where({ id })
        .whereNull('owner')
        .update({ entity_ref: record.entityRef ?? null });
      const json = observed.verification;
      const before = stored?.verification ?? null;
      await recordVerifications(transaction, [
        { id, verification, json, before },
      ]);
      return 'stored';
    });
  }

  /** Stores the steps that would restore the spec, unless another spec was requested meanwhile. */
  async recordDrift(
    { id, spec }: Pick<IamServiceAccount, 'id' | 'spec'>,
    drift: PlanStep[],
  ): Promise<void> {
    await this.#knex<Row>(TABLE)
      .where({ id, spec: JSON.stringify(spec) })
      .update({ drift: JSON.stringify(drift) });
  }

  /** Deletes an IAM service account with its history. Keeps the times of its live proofs. */
  async remove(id: string): Promise<void> {
    await this.#knex.transaction(async transaction => {
      await keepRemoved(transaction, id);
      await transaction(TABLE).where({ id }).delete();
      for (const table of TABLES_OF_ONE) {
        await transaction(table).where({ service_account_id: id }).delete();
      }
      await forgetCutOffs(transaction);
    });
  }
}
