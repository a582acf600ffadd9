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
} from '@backstage-irsa/core/model';
import type {
  IrsaPageOptions,
  IrsaService,
} from '@backstage-irsa/plugin-irsa-node';
import type { WhichRoles } from './config';
import { dependentsOf, resourceOf, type HeldRole } from './resourceOf';

/** How many rows are asked for at a time. */
const PAGE = 500;

interface Options {
  auth: AuthService;
  /** The address of the app. */
  appUrl: string;
  irsa: IrsaService;
  logger: LoggerService;
  roles: WhichRoles;
  schedule: SchedulerServiceTaskRunner;
}

/**
 * The roles of services as resources that the components of the services depend on. A reading that fails leaves the catalog as it is.
 */
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
    const { irsa, logger } = this.#options;
    const accounts = await this.#all<FleetServiceAccount>(page =>
      irsa.listFleetServiceAccounts(page),
    );
    const roles = await this.#all<FleetRole>(page => irsa.listRoles(page));
    const wanted = held(roles, accounts).filter(role => this.#isWanted(role));
    const appUrl = this.#options.appUrl.replace(/\/+$/, '');
    await connection.applyMutation({
      type: 'full',
      entities: wanted.map(role => ({
        entity: resourceOf(role, appUrl),
        locationKey: this.getProviderName(),
      })),
    });
    logger.debug(
      `${wanted.length} of ${roles.length} roles are in the catalog`,
    );
  }

  #isWanted(role: HeldRole): boolean {
    if (this.#options.roles === 'all') return true;
    if (dependentsOf(role).length > 0) return true;
    return this.#options.roles === 'with-owner' && role.owners.length > 0;
  }

  async #all<T>(
    read: (
      page: IrsaPageOptions,
    ) => Promise<{ items: T[]; nextCursor?: string }>,
  ): Promise<T[]> {
    const credentials = await this.#options.auth.getOwnServiceCredentials();
    const all: T[] = [];
    let cursor: string | undefined;
    do {
      const page = await read({ credentials, limit: PAGE, cursor });
      all.push(...page.items);
      cursor = page.nextCursor;
    } while (cursor !== undefined);
    return all;
  }
}

/** Each role with those who have it. */
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
