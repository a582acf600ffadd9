import type { IamServiceAccount } from '@backstage-irsa/core/model';
import type { Knex } from 'knex';
import { pagesById } from '../../../database/batches';
import {
  type Row,
  whereRoleArn,
} from '../../../serviceAccounts/ServiceAccountRow';

const TABLE = 'service_accounts';

/** How many ARNs one SQL statement contains. */
const ARNS = 500;

/** A ServiceAccount that names roles. */
export interface StoredHolder {
  id: string;
  cluster: string;
  namespace: string;
  name: string;
  entityRef: string | null;
  owners: string;
  /** Null if pods were not read. */
  pods: number | null;
  /** The ARNs of the roles that it names. */
  roleArns: string[];
  /** The row ID of the role that it had when it was last observed. */
  roleRowId: string | null;
  association: IamServiceAccount['association'] | null;
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
  'role_row_id',
  'association',
] as const;

type HolderRow = Pick<Row, (typeof HOLDER_COLUMNS)[number]>;

/** The condition for rows whose association names another role than `role_arn`: the condition of an index, which needs exactly this text. */
const NAMES_MORE =
  "(coalesce(association, '') like '%targetRoleArn%' or replace(coalesce(association, ''), '\"' || coalesce(role_arn, '') || '\"', '') = coalesce(association, 'none'))";

/** The roles, or the account of the roles, whose holders are requested. */
type Asked = { roleArns: string[] } | { accountId: string };

/** Returns the conditions for holders of the roles, each for up to `ARNS` roles. */
function holdersAmong(roleArns: string[]): Knex.QueryCallback[] {
  const some: Knex.QueryCallback[] = [];
  for (let start = 0; start < roleArns.length; start += ARNS) {
    const arns = roleArns.slice(start, start + ARNS);
    some.push(query => whereRoleArn(query, arns));
  }
  return some;
}

/** Reads which roles the ServiceAccounts of all clusters name. */
export class RoleHolderStore {
  readonly #knex: Knex;

  constructor(options: { knex: Knex }) {
    this.#knex = options.knex;
  }

  /** Yields at least the holders that name one of the roles, or a role of the account, in pages. */
  async *pages(asked: Asked): AsyncGenerator<StoredHolder[]> {
    const own: Knex.QueryCallback[] =
      'roleArns' in asked
        ? holdersAmong(asked.roleArns)
        : [query => query.where('role_account_id', asked.accountId)];
    // Each holder meets at most one condition, so none is yielded twice. The role of an association can be in any account.
    const all: Knex.QueryCallback[] = [
      ...own.map(
        (narrow): Knex.QueryCallback =>
          query =>
            query.where(narrow).whereRaw(`not ${NAMES_MORE}`),
      ),
      query => query.whereNotNull('role_arn').whereRaw(NAMES_MORE),
    ];
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

  /** Returns the ServiceAccounts of a cluster that have the EKS Pod Identity association with this ID. */
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

  /** Returns the ServiceAccounts that name a role, by their annotation or association. */
  async of(roleArn: string): Promise<StoredHolder[]> {
    const rows = await this.#knex<HolderRow>(TABLE)
      .whereNull('deleted_at')
      .where(query =>
        query
          .where(own => whereRoleArn(own, [roleArn]))
          .orWhere(target =>
            target
              .whereRaw(NAMES_MORE)
              .whereLike('association', `%${roleArn}%`),
          ),
      )
      .select(...HOLDER_COLUMNS);
    // The pattern also matches longer ARNs.
    return rows
      .map(toHolder)
      .filter(({ roleArns }) => roleArns.includes(roleArn));
  }
}

function toHolder(row: HolderRow): StoredHolder {
  const association: StoredHolder['association'] = JSON.parse(
    row.association ?? 'null',
  );
  return {
    id: row.id,
    cluster: row.cluster,
    namespace: row.namespace,
    name: row.name,
    entityRef: row.entity_ref ?? row.catalog_entity_ref,
    owners: row.owners,
    pods: row.pods,
    roleArns: [
      ...new Set(
        [
          row.role_arn,
          association?.roleArn,
          association?.targetRoleArn,
        ].flatMap(arn => arn ?? []),
      ),
    ],
    roleRowId: row.role_row_id,
    association,
  };
}
