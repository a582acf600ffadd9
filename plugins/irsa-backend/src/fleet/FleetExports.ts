import { Readable } from 'node:stream';
import type { BackstageCredentials } from '@backstage/backend-plugin-api';
import type {
  Finding,
  FleetRole,
  FleetServiceAccount,
  FleetWorkload,
  NodeRole,
} from '@backstage-irsa/core/model';
import type { FleetPage, FleetQuery, FleetStore } from './store/FleetStore';
import { requireFilters, type FleetTableName } from './store/fleetTables';
import type { FleetFilter } from './store/tables';
import type { Visibility } from '../authorization/visibility';
import type { FleetReaders } from './FleetReaders';

/** The table to export, and the filter for its rows. */
export interface ExportRequest {
  table: FleetTableName;
  filter: FleetFilter;
}

const ROWS_AT_ONCE = 500;

/**
 * The order of the rows of each table. It does not change while the file is sent: a row that got worse would otherwise move before the page that is
 * read next, and be lost.
 */
const SORT: Record<FleetTableName, string> = {
  'service-accounts': 'place',
  workloads: 'place',
  findings: 'age',
  roles: 'name',
  'node-roles': 'place',
};

/** The paths of a JSON row that lead to values. */
type PathOf<Row> = {
  [Key in keyof Row & string]: NonNullable<Row[Key]> extends
    | readonly unknown[]
    | string
    ? Key
    : NonNullable<Row[Key]> extends object
    ? `${Key}.${keyof NonNullable<Row[Key]> & string}`
    : Key;
}[keyof Row & string];

/** The CSV columns of each table, as paths into a JSON row. */
const COLUMNS: {
  'service-accounts': PathOf<FleetServiceAccount>[];
  workloads: PathOf<FleetWorkload>[];
  findings: PathOf<Finding>[];
  roles: PathOf<FleetRole>[];
  'node-roles': PathOf<NodeRole>[];
} = {
  'service-accounts': [
    'cluster',
    'namespace',
    'name',
    'mechanism',
    'roleArn',
    'accountId',
    'entityRef',
    'owners',
    'status',
    'liveProof.result',
    'liveProof.at',
    'checkedAt',
    'pods',
    'findings',
    'highestSeverity',
    'managedByBackstage',
    'id',
  ],
  workloads: [
    'cluster',
    'namespace',
    'name',
    'serviceAccount',
    'pods',
    'identitySource',
    'reason',
    'hostNetwork',
    'entityRef',
    'owners',
    'id',
  ],
  findings: [
    'severity',
    'severityReasons',
    'check',
    'title',
    'message',
    'remediation',
    'state',
    'subject.kind',
    'subject.name',
    'subject.cluster',
    'subject.namespace',
    'subject.accountId',
    'entityRef',
    'owners',
    'firstSeenAt',
    'lastSeenAt',
    'resolvedAt',
    'acceptance.by',
    'acceptance.reason',
    'acceptance.until',
    'id',
  ],
  roles: [
    'name',
    'arn',
    'accountId',
    'use',
    'serviceAccounts',
    'clusters',
    'lastUsedAt',
    'unused',
    'boundaryArn',
    'risk',
    'findings',
    'entityRef',
    'owners',
    'createdAt',
    'managedBy.tool',
    'managedBy.evidence',
    'id',
  ],
  'node-roles': [
    'cluster',
    'name',
    'arn',
    'accountId',
    'nodeGroups',
    'excess',
    'policiesReason',
    'hopLimit',
    'reach',
    'dependentWorkloadCount',
    'findings',
    'id',
  ],
};

type ReadPage = (
  query: FleetQuery,
  visibility: Visibility,
) => Promise<FleetPage<object>>;

/** Exports whole fleet tables as files. Reads them page by page while the file is sent. */
export class FleetExports {
  readonly #readers: FleetReaders;
  readonly #pages: Record<FleetTableName, ReadPage>;

  constructor({
    readers,
    store,
  }: {
    readers: FleetReaders;
    store: FleetStore;
  }) {
    this.#readers = readers;
    this.#pages = {
      'service-accounts': (...of) => store.serviceAccounts(...of),
      workloads: (...of) => store.workloads(...of),
      findings: (...of) => store.findings(...of),
      roles: (...of) => store.roles(...of),
      'node-roles': (...of) => store.nodeRoles(...of),
    };
  }

  /**
   * Returns the rows of the file, and its CSV columns. Reads the table only after checking that the caller may read it.
   *
   * @throws NotAllowedError; InputError - for a filter that the table does not have.
   */
  async open(
    { table, filter }: ExportRequest,
    credentials: BackstageCredentials,
  ): Promise<{ rows: Readable; columns: string[] }> {
    const visibility = await this.#readers.visibility(credentials);
    requireFilters(table, filter);
    const query = { filter, sort: SORT[table], limit: ROWS_AT_ONCE };
    return {
      rows: Readable.from(rowsOf(this.#pages[table], query, visibility)),
      columns: COLUMNS[table],
    };
  }
}

async function* rowsOf(
  read: ReadPage,
  query: FleetQuery,
  visibility: Visibility,
): AsyncGenerator<object> {
  let cursor: string | undefined;
  do {
    const { items, nextCursor } = await read({ ...query, cursor }, visibility);
    yield* items;
    cursor = nextCursor;
  } while (cursor !== undefined);
}
