import type {
  AuthService,
  LoggerService,
  SchedulerServiceTaskRunner,
} from '@backstage/backend-plugin-api';
import type {
  EntityProvider,
  EntityProviderConnection,
} from '@backstage/plugin-catalog-node';
import type {
  FleetRole,
  FleetServiceAccount,
  Scope,
} from '@backstage-irsa/core/model';
import { allItems } from '@backstage-irsa/plugin-irsa-common';
import type { IrsaService } from '@backstage-irsa/plugin-irsa-node';
import type { WhichRoles } from './config';
import { dependentsOf, resourceOf, type HeldRole } from './resourceOf';

/** The number of rows in one request. */
const PAGE = 500;

interface Options {
  auth: AuthService;
  /** The base URL of the app. */
  appUrl: string;
  irsa: IrsaService;
  logger: LoggerService;
  roles: WhichRoles;
  schedule: SchedulerServiceTaskRunner;
}

/** Provides the roles of services as resources that the components of the services depend on. A failed read leaves the catalog unchanged, and
 * an inventory that is not complete yet deletes nothing. */
export class RoleEntityProvider implements EntityProvider {
  readonly #options: Options;

  constructor(options: Options) {
    this.#options = options;
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.getProviderName} */
  getProviderName(): string {
    return 'irsa-roles';
  }

  /** {@inheritDoc @backstage/plugin-catalog-node#EntityProvider.connect} */
  async connect(connection: EntityProviderConnection): Promise<void> {
    await this.#options.schedule.run({
      id: 'irsa-roles:refresh',
      fn: () => this.#refresh(connection),
    });
  }

  async #refresh(connection: EntityProviderConnection): Promise<void> {
    const { auth, logger } = this.#options;
    const credentials = await auth.getOwnServiceCredentials();
    const irsa = this.#options.irsa.as({ credentials });
    const { items: scopes } = await irsa.listScopes();
    // Names do not change between two pages: a row that moves within the order could be lost, and its resource deleted.
    const accounts = await listOf(
      allItems(
        page => irsa.listFleetServiceAccounts({ ...page, sort: 'place' }),
        PAGE,
      ),
    );
    const roles = await listOf(
      allItems(page => irsa.listRoles({ ...page, sort: 'name' }), PAGE),
    );
    const wanted = held(roles, accounts).filter(role => this.#isWanted(role));
    const appUrl = this.#options.appUrl.replace(/\/+$/, '');
    const entities = wanted.map(role => ({
      entity: resourceOf(role, appUrl),
      locationKey: this.getProviderName(),
    }));
    // A full mutation would delete the resources of roles that the first scans are still to find.
    await connection.applyMutation(
      scopes.some(isAwaited)
        ? { type: 'delta', added: entities, removed: [] }
        : { type: 'full', entities },
    );
    logger.debug(
      `${wanted.length} of ${roles.length} roles are in the catalog`,
    );
  }

  #isWanted(role: HeldRole): boolean {
    if (this.#options.roles === 'all') return true;
    if (dependentsOf(role).length > 0) return true;
    return this.#options.roles === 'with-owner' && role.owners.length > 0;
  }
}

/** Checks whether the first scan of an account or cluster has not ended. One that failed is not awaited: its roles can stay unknown for long. */
function isAwaited({ completedAt, reason }: Scope): boolean {
  return completedAt === null && reason === undefined;
}

async function listOf<T>(items: AsyncGenerator<T>): Promise<T[]> {
  const list: T[] = [];
  for await (const item of items) list.push(item);
  return list;
}

/** Returns each role with its ServiceAccounts' entities and owners. */
function held(roles: FleetRole[], accounts: FleetServiceAccount[]): HeldRole[] {
  const holders = new Map<string, FleetServiceAccount[]>();
  for (const account of accounts) {
    if (account.roleId === null) continue;
    const others = holders.get(account.roleId);
    if (others) others.push(account);
    else holders.set(account.roleId, [account]);
  }
  return roles.map(role => {
    const all = [role, ...(holders.get(role.id) ?? [])];
    return {
      role,
      entityRefs: all.flatMap(({ entityRef }) => entityRef ?? []),
      owners: all.flatMap(({ owners }) => owners),
    };
  });
}
