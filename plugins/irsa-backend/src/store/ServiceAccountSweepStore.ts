import type { Knex } from 'knex';
import type {
  Delivery,
  Grant,
  IamServiceAccountSpec,
  LiveProof,
  ServiceAccountRef,
  Verification,
} from '@backstage-irsa/plugin-irsa-common';
import type { Chain } from '@backstage-irsa/plugin-irsa-common';
import type { KnownRole } from '../observe/types';
import { deliveriesOf } from './DeliveryStore';
import type { Finding } from './Finding';
import { inBatches, yieldTurn } from './inventory/batches';
import { firstUids, observedColumns, type Row } from './ServiceAccountRow';
import { recordVerifications } from './VerificationStore';

const TABLE = 'service_accounts';

/** Rows are long: so many are written at a time. */
const BATCH = 10;

/** What is known of an IAM service account before a sweep. */
export interface KnownServiceAccount {
  id: string;
  namespace: string;
  name: string;
  digest: string | null;
  isGone: boolean;
  /** Whether a sweep found it; others were asked for, or looked at. */
  isSwept: boolean;
  spec: IamServiceAccountSpec | null;
  /** Recorded when a spec was applied. */
  entityRef: string | null;
  owner: string | null;
  known: KnownRole;
  grants: Grant[];
  delivery?: Delivery;
  serviceAccountUid: string | null;
  namespaceUid: string | null;
  roleRowId: string | null;
  proof?: { liveProof: LiveProof; basis: string };
}

/** What a sweep stores of one. */
export interface SweptServiceAccount {
  finding: Finding;
  chain: Chain;
  policySet: string;
  digest: string;
  roleAccountId: string | null;
  roleRowId: string | null;
  pods: number;
  owners: string;
  catalogEntityRef: string | null;
  /** What of the row stays. */
  before?: KnownServiceAccount;
}

/** Who has a role. */
export interface StoredHolder {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  entityRef: string | null;
  owners: string;
  roleArns: string[];
}

type KnownRow = Pick<
  Row,
  | 'id'
  | 'namespace'
  | 'name'
  | 'digest'
  | 'gone_at'
  | 'scope'
  | 'spec'
  | 'entity_ref'
  | 'owner'
  | 'verified_role_arn'
  | 'verified_role_id'
  | 'service_account_uid'
  | 'namespace_uid'
  | 'role_row_id'
  | 'proof_basis'
>;

/** IAM service accounts as sweeps read and write them, many at a time. */
export class ServiceAccountSweepStore {
  readonly #knex: Knex;

  static create(options: { knex: Knex }): ServiceAccountSweepStore {
    return new ServiceAccountSweepStore(options.knex);
  }

  private constructor(knex: Knex) {
    this.#knex = knex;
  }

  /** All of a cluster, by id. */
  async known(cluster: string): Promise<Map<string, KnownServiceAccount>> {
    const rows: KnownRow[] = await this.#knex<Row>(TABLE)
      .where({ cluster })
      .select(
        'id',
        'namespace',
        'name',
        'digest',
        'gone_at',
        'scope',
        'spec',
        'entity_ref',
        'owner',
        'verified_role_arn',
        'verified_role_id',
        'service_account_uid',
        'namespace_uid',
        'role_row_id',
        'proof_basis',
      );
    await yieldTurn();
    const ids = rows.map(({ id }) => id);
    const deliveries = await deliveriesOf(this.#knex, ids);
    const proofs = await this.#proofs(
      rows.filter(row => row.proof_basis !== null).map(({ id }) => id),
    );
    return new Map(
      rows.map(row => [
        row.id,
        toKnown(row, deliveries.get(row.id), proofs.get(row.id)),
      ]),
    );
  }

  /** Which roles ServiceAccounts have, of all clusters. */
  async holders(): Promise<StoredHolder[]> {
    const rows = await this.#knex<Row>(TABLE)
      .whereNull('gone_at')
      .whereNotNull('role_arn')
      .select(
        'id',
        'cluster',
        'namespace',
        'name',
        'entity_ref',
        'catalog_entity_ref',
        'owners',
        'role_arn',
        'association',
      );
    return rows.map(row => {
      const target: string | undefined = row.association?.includes(
        'targetRoleArn',
      )
        ? JSON.parse(row.association).targetRoleArn
        : undefined;
      return {
        id: row.id,
        cluster: row.cluster,
        namespace: row.namespace,
        name: row.name,
        entityRef: row.entity_ref ?? row.catalog_entity_ref,
        owners: row.owners,
        roleArns: [row.role_arn, target].flatMap(arn => arn ?? []),
      };
    });
  }

  /**
   * Stores what a sweep found of some. One that was verified after `since` is left out, as what was seen then is newer, and so is one that was
   * known before and has been deleted meanwhile. Answers which were stored.
   */
  async record(
    scope: string,
    swept: SweptServiceAccount[],
    { since, at }: { since: string; at: string },
  ): Promise<string[]> {
    const stored: string[] = [];
    await inBatches(
      swept,
      async batch => {
        const updatedAt = await this.#updatedAt(
          batch.map(({ finding }) => finding.id),
        );
        const written = batch.filter(({ before, finding }) => {
          const last = updatedAt.get(finding.id);
          return last === undefined ? !before : last <= since;
        });
        if (written.length === 0) return;
        await this.#knex.transaction(transaction =>
          write(transaction, scope, written, at),
        );
        stored.push(...written.map(({ finding }) => finding.id));
      },
      BATCH,
    );
    return stored;
  }

  /** Says that some are not there any more. */
  async markGone(ids: string[], at: string): Promise<void> {
    await inBatches(ids, batch =>
      this.#knex<Row>(TABLE).whereIn('id', batch).update({ gone_at: at }),
    );
  }

  /** Drops those that are gone since before a time, with all that was stored of them. Answers their ids. */
  async drop(scope: string, goneBefore: string): Promise<string[]> {
    const rows = await this.#knex<Row>(TABLE)
      .where({ scope })
      .where('gone_at', '<', goneBefore)
      .whereNull('spec')
      .select('id');
    const ids = rows.map(({ id }) => id);
    await inBatches(ids, async batch => {
      for (const table of [
        'verifications',
        'effective_permissions',
        'chains',
      ]) {
        await this.#knex(table).whereIn('service_account_id', batch).delete();
      }
      await this.#knex(TABLE).whereIn('id', batch).delete();
    });
    return ids;
  }

  async #updatedAt(ids: string[]): Promise<Map<string, string>> {
    const rows = await this.#knex<Row>(TABLE)
      .whereIn('id', ids)
      .select('id', 'updated_at');
    return new Map(rows.map(({ id, updated_at: at }) => [id, at]));
  }

  async #proofs(ids: string[]): Promise<Map<string, LiveProof>> {
    const proofs = new Map<string, LiveProof>();
    await inBatches(ids, async batch => {
      const rows = await this.#knex<Row>(TABLE)
        .whereIn('id', batch)
        .select('id', 'verification');
      for (const { id, verification } of rows) {
        const { liveProof }: Verification = JSON.parse(verification ?? '{}');
        if (liveProof) proofs.set(id, liveProof);
      }
    });
    return proofs;
  }
}

function toKnown(
  row: KnownRow,
  delivery: Delivery | undefined,
  liveProof: LiveProof | undefined,
): KnownServiceAccount {
  const spec: IamServiceAccountSpec | null = JSON.parse(row.spec ?? 'null');
  return {
    id: row.id,
    namespace: row.namespace,
    name: row.name,
    digest: row.digest,
    isGone: row.gone_at !== null,
    isSwept: row.scope !== null,
    spec,
    entityRef: row.entity_ref,
    owner: row.owner,
    known: {
      roleArn: row.verified_role_arn ?? undefined,
      roleId: row.verified_role_id ?? undefined,
    },
    grants: spec?.grants ?? [],
    ...(delivery && { delivery }),
    serviceAccountUid: row.service_account_uid,
    namespaceUid: row.namespace_uid,
    roleRowId: row.role_row_id,
    ...(liveProof &&
      row.proof_basis !== null && {
        proof: { liveProof, basis: row.proof_basis },
      }),
  };
}

function toRow(scope: string, swept: SweptServiceAccount, at: string) {
  const { finding, before } = swept;
  const { ref, verification } = finding;
  const { cluster, namespace, name }: ServiceAccountRef = ref;
  const isVerified = verification.status === 'verified';
  return {
    id: finding.id,
    cluster,
    namespace,
    name,
    entity_ref:
      before && before.owner !== null
        ? before.entityRef
        : finding.entityRef ?? null,
    created_at: at,
    ...observedColumns(finding),
    verified_role_arn: isVerified
      ? finding.roleArn
      : before?.known.roleArn ?? null,
    verified_role_id: isVerified
      ? finding.roleId
      : before?.known.roleId ?? null,
    updated_at: at,
    scope,
    digest: swept.digest,
    role_account_id: swept.roleAccountId,
    role_row_id: swept.roleRowId,
    pods: swept.pods,
    owners: swept.owners,
    catalog_entity_ref: swept.catalogEntityRef,
    swept_at: at,
    gone_at: null,
  };
}

async function write(
  knex: Knex.Transaction,
  scope: string,
  swept: SweptServiceAccount[],
  at: string,
): Promise<void> {
  const rows = swept.map(one => toRow(scope, one, at));
  await knex(TABLE)
    .insert(rows)
    .onConflict('id')
    .merge({
      ...Object.fromEntries(
        Object.keys(rows[0])
          .filter(column => column !== 'created_at')
          .map(column => [column, knex.raw('??', `excluded.${column}`)]),
      ),
      ...firstUids(knex),
    });
  await knex('chains')
    .insert(
      swept.map(({ finding, chain }) => ({
        service_account_id: finding.id,
        chain: JSON.stringify(chain),
      })),
    )
    .onConflict('service_account_id')
    .merge(['chain']);
  await knex('effective_permissions')
    .insert(
      swept.map(({ finding, policySet }) => ({
        service_account_id: finding.id,
        permissions: JSON.stringify({
          checkedAt: finding.verification.checkedAt,
        }),
        policy_set: policySet,
      })),
    )
    .onConflict('service_account_id')
    .merge(['permissions', 'policy_set']);
  await recordVerifications(
    knex,
    swept.map(({ finding: { id, verification } }) => ({ id, verification })),
    { onlyChanges: true },
  );
}
