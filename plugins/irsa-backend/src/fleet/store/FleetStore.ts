import type { Knex } from 'knex';
import { parseRoleArn } from '@backstage-irsa/core/arn';
import {
  type Finding,
  type FleetRole,
  type FleetServiceAccount,
  type FleetWorkload,
  type NodeRole,
} from '@backstage-irsa/core/model';
import type { IrsaConfig } from '../../config/types';
import type {
  FindingRow,
  NodeRoleRow,
  RoleRow,
  WorkloadRow,
} from './inventory/rows';
import {
  whereRoleArn,
  type Row as ServiceAccountRow,
} from '../../serviceAccounts/ServiceAccountRow';
import { cutOffsOf } from '../../serviceAccounts/cutOffs/CutOffStore';
import { deliveriesOf } from '../../serviceAccounts/DeliveryStore';
import { openFindingsOf, openFindingsOfServiceAccounts } from './counts';
import { findingsTable } from './findingsTable';
import {
  findingOf,
  nodeRoleOf,
  roleOf,
  serviceAccountOf,
  workloadOf,
} from './items';
import { readPage } from './keyset';
import { nodeRolesTable } from './nodeRolesTable';
import { rolesTable } from './rolesTable';
import { CHECKED_AT, serviceAccountsTable } from './serviceAccountsTable';
import { fromList } from '../../database/lists';
import { SingleFlight } from '../../lib/SingleFlight';
import { whereAny, whereListed, whereOneOf } from '../../database/sql';
import { text, thisSecond, type FleetFilter, type FleetTable } from './tables';
import { whereVisible, type Visibility } from '../../authorization/visibility';
import { workloadsTable } from './workloadsTable';

/** The filter, order, and page of a table query. */
export interface FleetQuery {
  filter: FleetFilter;
  sort?: string;
  order?: 'asc' | 'desc';
  cursor?: string;
  limit: number;
}

/** One page of a table. */
export interface FleetPage<T> {
  items: T[];
  total: number;
  nextCursor?: string;
}

/** Converts the rows of a page into API items. */
type ItemsOf<T> = (rows: never[], now: string) => Promise<T[]>;

/** Reads the fleet as the last scans found it, limited to what the caller may read. */
export class FleetStore {
  readonly #knex: Knex;
  readonly #config: Pick<IrsaConfig, 'clusters'>;
  readonly #totals = new SingleFlight<number>();

  constructor(options: { knex: Knex; config: Pick<IrsaConfig, 'clusters'> }) {
    this.#knex = options.knex;
    this.#config = options.config;
  }

  serviceAccounts(
    query: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<FleetServiceAccount>> {
    const { table, items } = this.#serviceAccounts;
    return this.#page(table, items, query, visibility);
  }

  workloads(
    query: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<FleetWorkload>> {
    const { table, items } = this.#workloads;
    return this.#page(table, items, query, visibility);
  }

  findings(
    query: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<Finding>> {
    const { table, items } = this.#findings;
    return this.#page(table, items, query, visibility);
  }

  roles(
    query: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<FleetRole>> {
    const { table, items } = this.#roles;
    return this.#page(table, items, query, visibility);
  }

  nodeRoles(
    query: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<NodeRole>> {
    const { table, items } = this.#nodeRoles;
    return this.#page(table, items, query, visibility);
  }

  /** Returns a finding, open or resolved; undefined if it does not exist or is hidden from the caller. */
  async finding(
    id: string,
    visibility: Visibility,
  ): Promise<Finding | undefined> {
    const query = this.#knex('findings').where('findings.id', id);
    whereVisible(query, visibility, findingsTable.placed);
    const row: FindingRow | undefined = await query.first('findings.*');
    return row && findingOf(row, new Date().toISOString());
  }

  /** Returns a role and its stored row; undefined if it does not exist or is hidden from the caller. */
  async role(
    id: string,
    visibility: Visibility,
  ): Promise<{ row: RoleRow; item: FleetRole } | undefined> {
    const now = new Date().toISOString();
    const query = this.#knex('inventory_roles').where('inventory_roles.id', id);
    rolesTable.narrow(query, {}, now);
    whereVisible(query, visibility, rolesTable.placed);
    const row: RoleRow | undefined = await query.first('inventory_roles.*');
    if (!row) return undefined;
    const [item] = await this.#roles.items([row], now);
    return { row, item };
  }

  /** Like `role`, but for a node role. */
  async nodeRole(
    id: string,
    visibility: Visibility,
  ): Promise<{ row: NodeRoleRow; item: NodeRole } | undefined> {
    const now = new Date().toISOString();
    const query = this.#knex('inventory_node_roles').where(
      'inventory_node_roles.id',
      id,
    );
    nodeRolesTable.narrow(query, {}, now);
    whereVisible(query, visibility, nodeRolesTable.placed);
    const row: NodeRoleRow | undefined = await query.first(
      'inventory_node_roles.*',
    );
    if (!row) return undefined;
    const [item] = await this.#nodeRoles.items([row], now);
    return { row, item };
  }

  /** Returns the existing roles with these IDs, each with the hash of its policies and with its trust policy. */
  async rolesById(
    ids: string[],
    visibility: Visibility,
  ): Promise<
    Pick<
      RoleRow,
      'id' | 'arn' | 'name' | 'account_id' | 'policy_set' | 'facts'
    >[]
  > {
    const query: Knex.QueryBuilder = this.#knex('inventory_roles');
    rolesTable.narrow(query, {}, '');
    whereOneOf(query, 'inventory_roles.id', ids);
    whereVisible(query, visibility, rolesTable.placed);
    return query
      .select('id', 'arn', 'name', 'account_id', 'policy_set', 'facts')
      .orderBy(['name', 'id']);
  }

  /** Returns the workloads that use one of these IAM service accounts, sorted by cluster, namespace, and name. */
  workloadsOf(
    serviceAccountIds: string[],
    visibility: Visibility,
    limit: number,
  ): Promise<FleetWorkload[]> {
    return this.#some(this.#workloads, visibility, query => {
      whereOneOf(
        query,
        'inventory_workloads.service_account_id',
        serviceAccountIds,
      );
      query.limit(limit);
    });
  }

  /**
   * Returns the workloads that use their node role, in a namespace or on nodes with one role, sorted by cluster, namespace, and name. Each has the
   * ARNs of the roles that its nodes can have.
   */
  async workloadsOnNodes(
    { roleArn, ...filter }: { roleArn?: string } & FleetFilter,
    visibility: Visibility,
    limit: number,
  ): Promise<(FleetWorkload & { nodeRoleArns: string[] })[]> {
    const ofNodes: Knex.QueryBuilder = this.#knex('inventory_node_roles');
    nodeRolesTable.narrow(ofNodes, { cluster: filter.cluster }, '');
    if (roleArn !== undefined) ofNodes.where('arn', roleArn);
    const nodeRoles: Pick<NodeRoleRow, 'id' | 'arn'>[] = await ofNodes.select(
      'id',
      'arn',
    );
    if (nodeRoles.length === 0) return [];
    const table = {
      ...this.#workloads,
      items: async (rows: WorkloadRow[]) =>
        rows.map(row => ({
          ...workloadOf(row),
          nodeRoleArns: nodeRoles
            .filter(({ id }) => fromList(row.node_role_ids).includes(id))
            .map(({ arn }) => arn),
        })),
    };
    return this.#some(table, visibility, query => {
      workloadsTable.narrow(
        query,
        { ...filter, identitySource: ['node-role'] },
        '',
      );
      whereAny(query, nodeRoles, (each, { id }) =>
        whereListed(each, 'inventory_workloads.node_role_ids', id),
      );
      query.limit(limit);
    });
  }

  /** Returns the IAM service accounts that have the role, sorted by cluster, namespace, and name. */
  holdersOf(
    roleId: string,
    visibility: Visibility,
    limit: number,
  ): Promise<FleetServiceAccount[]> {
    return this.#some(this.#serviceAccounts, visibility, query =>
      query.where('service_accounts.role_row_id', roleId).limit(limit),
    );
  }

  /** Returns the IAM service accounts that name the role but cannot assume it, sorted by cluster, namespace, and name. */
  namesOf(
    { id, arn }: { id: string; arn: string },
    visibility: Visibility,
    limit: number,
  ): Promise<FleetServiceAccount[]> {
    return this.#some(this.#serviceAccounts, visibility, query => {
      whereRoleArn(query, [arn]);
      query
        .whereRaw("coalesce(service_accounts.role_row_id, '') <> ?", [id])
        .limit(limit);
    });
  }

  /** Returns the existing IAM service accounts with these IDs, sorted by cluster, namespace, and name. */
  serviceAccountsById(
    ids: string[],
    visibility: Visibility,
  ): Promise<FleetServiceAccount[]> {
    return this.#some(this.#serviceAccounts, visibility, query =>
      whereOneOf(query, 'service_accounts.id', ids),
    );
  }

  /** Returns the existing workloads with these IDs, sorted by cluster, namespace, and name. */
  workloadsById(
    ids: string[],
    visibility: Visibility,
    limit: number,
  ): Promise<FleetWorkload[]> {
    return this.#some(this.#workloads, visibility, query => {
      whereOneOf(query, 'inventory_workloads.id', ids);
      query.limit(limit);
    });
  }

  get #serviceAccounts() {
    return {
      table: serviceAccountsTable,
      items: (rows: ServiceAccountRow[], now: string) =>
        this.#serviceAccountItems(rows, now),
    };
  }

  get #workloads() {
    return {
      table: workloadsTable,
      items: async (rows: WorkloadRow[]) => rows.map(workloadOf),
    };
  }

  get #findings() {
    return {
      table: findingsTable,
      items: async (rows: FindingRow[], now: string) =>
        rows.map(row => findingOf(row, now)),
    };
  }

  get #roles() {
    return {
      table: rolesTable,
      items: async (rows: RoleRow[], now: string) => {
        const ids = rows.map(({ id }) => id);
        const open = await openFindingsOf(this.#knex, ids, now);
        return rows.map(row => roleOf(row, open.get(row.id)));
      },
    };
  }

  get #nodeRoles() {
    return {
      table: nodeRolesTable,
      items: async (rows: NodeRoleRow[], now: string) => {
        const ids = rows.map(({ id }) => id);
        const open = await openFindingsOf(this.#knex, ids, now);
        return rows.map(row => nodeRoleOf(row, open.get(row.id)));
      },
    };
  }

  async #serviceAccountItems(
    rows: ServiceAccountRow[],
    now: string,
  ): Promise<FleetServiceAccount[]> {
    const ids = rows.map(({ id }) => id);
    const [open, cutOffs, deliveries] = await Promise.all([
      openFindingsOfServiceAccounts(this.#knex, rows, now),
      cutOffsOf(this.#knex, ids),
      deliveriesOf(this.#knex, ids),
    ]);
    return rows.map((row, index) =>
      serviceAccountOf(row, {
        accountId: this.#accountOf(row),
        open: open[index],
        isCutOff: cutOffs.has(row.id),
        isPending: deliveries.get(row.id)?.state === 'pending',
      }),
    );
  }

  #accountOf(row: ServiceAccountRow): string {
    const cluster = this.#config.clusters.find(
      ({ name }) => name === row.cluster,
    );
    const role = row.role_arn === null ? undefined : parseRoleArn(row.role_arn);
    return row.role_account_id ?? role?.accountId ?? cluster?.accountId ?? '';
  }

  #columnsOf(table: FleetTable): (string | Knex.Raw)[] {
    return table === serviceAccountsTable
      ? [
          ...table.columns,
          this.#knex.raw(
            'case when service_accounts.spec is null then 0 else 1 end as ours',
          ),
          this.#knex.raw(`${CHECKED_AT} as checked_at`),
        ]
      : table.columns;
  }

  /** Returns the rows with these IDs, in the given order. This way, finding and sorting rows needs only indexes. */
  async #read(table: FleetTable, found: { id: string }[]): Promise<never[]> {
    const ids = found.map(({ id }) => id);
    const query: Knex.QueryBuilder = this.#knex(table.name);
    const rows: (object & { id: string })[] = await query
      .whereIn(`${table.name}.id`, ids)
      .select(this.#columnsOf(table));
    const byId = new Map(rows.map(row => [row.id, row as never]));
    return ids.flatMap(id => byId.get(id) ?? []);
  }

  async #some<T>(
    { table, items }: { table: FleetTable; items: ItemsOf<T> },
    visibility: Visibility,
    narrow: (query: Knex.QueryBuilder) => void,
  ): Promise<T[]> {
    const now = new Date().toISOString();
    const query: Knex.QueryBuilder = this.#knex(table.name);
    table.narrow(query, {}, now);
    whereVisible(query, visibility, table.placed);
    narrow(query);
    const place = ['cluster', 'namespace', 'name'].map(
      column => `${table.name}.${column}`,
    );
    query.select(this.#columnsOf(table)).orderBy(place);
    const rows: never[] = await query;
    return items(rows, now);
  }

  /** Counts the matching rows. The query reads all of them, so identical concurrent requests share the result. */
  #total(matching: Knex.QueryBuilder): Promise<number> {
    const counting = matching.count({ total: '*' });
    return this.#totals.ask(counting.toQuery(), async () => {
      const [{ total }] = await counting;
      return Number(total);
    });
  }

  async #page<T>(
    table: FleetTable,
    items: ItemsOf<T>,
    { filter, cursor, limit, ...wanted }: FleetQuery,
    visibility: Visibility,
  ): Promise<FleetPage<T>> {
    const now = thisSecond();
    const matching = () => {
      const query = this.#knex(table.name);
      table.narrow(query, filter, now);
      whereVisible(query, visibility, table.placed);
      return query;
    };
    const { sort = Object.keys(table.sorts)[0] } = wanted;
    const descending = wanted.order
      ? wanted.order === 'desc'
      : table.descending.includes(sort);
    const id = `${table.name}.id`;
    const page = {
      sort,
      descending,
      keys: [...table.sorts[sort], text(id)],
      cursor,
      limit,
    };
    // A search reads every row, so its first page counts the rows in the same query.
    const countsToo = filter.q !== undefined && cursor === undefined;
    const counted = this.#knex.raw('count(*) over () as total');
    const [{ rows, nextCursor }, total] = await Promise.all([
      readPage<{ id: string; total?: number | string }>(
        matching(),
        countsToo ? [id, counted] : [id],
        page,
      ),
      countsToo ? undefined : this.#total(matching()),
    ]);
    return {
      items: await items(await this.#read(table, rows), now),
      total: Number(total ?? rows[0]?.total ?? 0),
      ...(nextCursor !== undefined && { nextCursor }),
    };
  }
}
