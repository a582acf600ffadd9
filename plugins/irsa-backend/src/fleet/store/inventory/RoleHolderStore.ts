import type { Knex } from 'knex';
import { pagesById } from '../../../database/batches';
import type { Row } from '../../../serviceAccounts/ServiceAccountRow';

const TABLE = 'service_accounts';

/** ARNs that one statement asks for. */
const ARNS = 500;

/** Who has a role. */
export interface StoredHolder {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  entityRef: string | null;
  owners: string;
  pods: number;
  roleArns: string[];
}

const HOLDER_COLUMNS = [
  'id',
  'cluster',
  'namespace',
  'name',
  'entity_ref',
  'catalog_entity_ref',
  'owners',
  'pods',
  'role_arn',
  'association',
] as const;

type HolderRow = Pick<Row, (typeof HOLDER_COLUMNS)[number]>;

const HAS_TARGET = "coalesce(association, '') like '%targetRoleArn%'";

/** Whose holders are asked for. */
type Asked = { roleArns: string[] } | { accountId: string };

/** The condition that all holders of roles of an account fulfil, and those that have a target role, wherever it is. */
function holdersIn(accountId: string): Knex.QueryCallback {
  return query =>
    query
      .whereLike('role_arn', `%:iam::${accountId}:%`)
      .orWhere(other => other.whereNotNull('role_arn').whereRaw(HAS_TARGET));
}

/** Conditions of which each holder fulfils one: it has one of these roles and no target role, or it has a target role. */
function holdersAmong(roleArns: string[]): Knex.QueryCallback[] {
  const own: Knex.QueryCallback[] = [];
  for (let start = 0; start < roleArns.length; start += ARNS) {
    const arns = roleArns.slice(start, start + ARNS);
    own.push(query =>
      query.whereIn('role_arn', arns).whereRaw(`not (${HAS_TARGET})`),
    );
  }
  return [...own, query => query.whereNotNull('role_arn').whereRaw(HAS_TARGET)];
}

/** Which roles ServiceAccounts have, of all clusters. */
export class RoleHolderStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** At least those that have one of these roles, or one of the account, some at a time. */
  async *pages(asked: Asked): AsyncGenerator<StoredHolder[]> {
    const all =
      'roleArns' in asked
        ? holdersAmong(asked.roleArns)
        : [holdersIn(asked.accountId)];
    for (const narrow of all) {
      const pages = pagesById<HolderRow>((after, limit) =>
        this.#knex<Row>(TABLE)
          .whereNull('deleted_at')
          .where(narrow)
          .where('id', '>', after)
          .orderBy('id')
          .limit(limit)
          .select(...HOLDER_COLUMNS),
      );
      for await (const rows of pages) yield rows.map(toHolder);
    }
  }

  /** Those of a cluster that have an association of EKS Pod Identity. */
  associated(
    cluster: string,
    associationId: string,
  ): Promise<Pick<StoredHolder, 'namespace' | 'name'>[]> {
    return this.#knex<HolderRow>(TABLE)
      .whereNull('deleted_at')
      .where({ cluster })
      .whereLike('association', `%/${associationId}"%`)
      .select('namespace', 'name');
  }

  /** Those that have a role. */
  async of(roleArn: string): Promise<StoredHolder[]> {
    const rows = await this.#knex<HolderRow>(TABLE)
      .whereNull('deleted_at')
      .where({ role_arn: roleArn })
      .select(...HOLDER_COLUMNS);
    return rows.map(toHolder);
  }
}

function toHolder(row: HolderRow): StoredHolder {
  const target: string | undefined = row.association?.includes('targetRoleArn')
    ? JSON.parse(row.association).targetRoleArn
    : undefined;
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    entityRef: row.entity_ref ?? row.catalog_entity_ref,
    owners: row.owners,
    pods: row.pods,
    roleArns: [row.role_arn, target].flatMap(arn => arn ?? []),
  };
}
